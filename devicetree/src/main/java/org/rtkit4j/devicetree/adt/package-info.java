/// Apple's own binary device tree, which the boot loader hands on: reader and writer.
@NullMarked
package org.rtkit4j.devicetree.adt;

import org.jspecify.annotations.NullMarked;
