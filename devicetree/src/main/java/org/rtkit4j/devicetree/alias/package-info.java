/// The names by which a kernel finds the module of a device.
@NullMarked
package org.rtkit4j.devicetree.alias;

import org.jspecify.annotations.NullMarked;
