/// The firmware of keyboard and trackpad: its interfaces behind the DockChannel, and the hands on them.
@NullMarked
package org.rtkit4j.emulator.mtp;

import org.jspecify.annotations.NullMarked;
