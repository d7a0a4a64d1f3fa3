/// Displays: modes, memory to draw into, pictures that take each other's place.
@NullMarked
package org.rtkit4j.drivers.display;

import org.jspecify.annotations.NullMarked;
