/// Which device needs which other, as Linux reads it from a device tree.
@NullMarked
package org.rtkit4j.devicetree.graph;

import org.jspecify.annotations.NullMarked;
