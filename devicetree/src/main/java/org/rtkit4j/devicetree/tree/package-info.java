/// One model for both kinds of device tree: nodes, properties, and what their cells say.
@NullMarked
package org.rtkit4j.devicetree.tree;

import org.jspecify.annotations.NullMarked;
