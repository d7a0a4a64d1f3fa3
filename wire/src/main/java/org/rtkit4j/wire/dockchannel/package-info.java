/// The DockChannel, a byte FIFO beside a co-processor's mailbox, and what keyboards and trackpads say through it.
@NullMarked
package org.rtkit4j.wire.dockchannel;

import org.jspecify.annotations.NullMarked;
