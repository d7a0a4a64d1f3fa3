/// Reads a device tree of any kind: where to begin.
@NullMarked
package org.rtkit4j.devicetree;

import org.jspecify.annotations.NullMarked;
