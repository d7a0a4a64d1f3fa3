package org.rtkit4j.hardware.proxy.wire;

/// What host and target agree on with a NOP: the host offers bits, the target answers those that hold from now on.
///
/// A target that does not know of features answers 0. Source: m1n1 `src/uartproxy.c`, PROXY_FEAT_.
public final class ProxyFeatures {
    /// Data carry no checksum but [#NO_CHECKSUM], and [#END_OF_DATA] follows them: lost bytes are noticed, damaged
    /// ones are not. Refused on serial lines.
    public static final long DISABLE_DATA_CHECKSUMS = 1;
    /// Stands for the checksum of data where there is none.
    public static final int NO_CHECKSUM = 0xD0DECADE;
    /// Follows data without a checksum.
    public static final int END_OF_DATA = 0xB0CACC10;
    /// All that are known.
    public static final long ALL = DISABLE_DATA_CHECKSUMS;

    private ProxyFeatures() {}
}
