/// A machine for a kernel in another process: registers behind a socket, the kernel's memory mapped by both.
///
/// `docs/bridge.md` describes the protocol byte by byte.
@NullMarked
package org.rtkit4j.hardware.bridge;

import org.jspecify.annotations.NullMarked;
