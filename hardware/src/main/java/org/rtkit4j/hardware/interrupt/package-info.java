/// Interrupt lines of hardware that is polled.
@NullMarked
package org.rtkit4j.hardware.interrupt;

import org.jspecify.annotations.NullMarked;
