/// The words of m1n1's proxy protocol: frames, checksum, features, opcodes, status codes.
@NullMarked
package org.rtkit4j.hardware.proxy.wire;

import org.jspecify.annotations.NullMarked;
