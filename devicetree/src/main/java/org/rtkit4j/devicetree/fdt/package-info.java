/// The flattened device tree, version 17, and the folder that Linux shows it as: readers and writer.
@NullMarked
package org.rtkit4j.devicetree.fdt;

import org.jspecify.annotations.NullMarked;
