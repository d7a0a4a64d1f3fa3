/// The host's end of m1n1's proxy protocol: a Mac at the other end of a cable, as registers and memory.
@NullMarked
package org.rtkit4j.hardware.proxy.client;

import org.jspecify.annotations.NullMarked;
