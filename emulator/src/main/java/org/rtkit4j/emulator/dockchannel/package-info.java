/// The DockChannel: byte FIFOs with thresholds and interrupts.
@NullMarked
package org.rtkit4j.emulator.dockchannel;

import org.jspecify.annotations.NullMarked;
