/// Keyboard and trackpad: keys, moves and touches as events, LEDs, and who made them.
@NullMarked
package org.rtkit4j.drivers.input;

import org.jspecify.annotations.NullMarked;
