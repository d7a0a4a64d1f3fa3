/// The target's end of m1n1's proxy protocol: a machine, real or not, that such hosts drive.
@NullMarked
package org.rtkit4j.hardware.proxy.server;

import org.jspecify.annotations.NullMarked;
