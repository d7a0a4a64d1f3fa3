/// The AP's side of a DockChannel: bytes through registers, and packets in the stream of bytes.
@NullMarked
package org.rtkit4j.drivers.dockchannel;

import org.jspecify.annotations.NullMarked;
