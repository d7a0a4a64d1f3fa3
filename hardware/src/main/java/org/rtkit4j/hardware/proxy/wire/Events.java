package org.rtkit4j.hardware.proxy.wire;

import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u32;

import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// Events, target → host: a header, up to 65535 bytes of data, and a checksum over both.
///
/// Where data carry no checksums the word in its place is [ProxyFeatures#NO_CHECKSUM].
public final class Events {
    private static final String SOURCE = "m1n1 src/uartproxy.c, UartEventHdr";

    public static final int HEADER_BYTES = 8;
    public static final int CHECKSUM_BYTES = 4;
    /// The most data that one event can carry.
    public static final int MAX_DATA_BYTES = 0xffff;

    public static final Field TYPE = u32("TYPE", 0, SOURCE);
    /// Of the data, in bytes.
    public static final Field LENGTH = u16("LENGTH", 4, SOURCE);

    public static final Field EVENT = u16("EVENT", 6, SOURCE + ": 1 MMIO trace, 2 IRQ trace");

    public static final Struct HEADER =
            Struct.of("EVENT", "Something has happened; data and checksum follow", HEADER_BYTES, TYPE, LENGTH, EVENT);

    private Events() {}
}
