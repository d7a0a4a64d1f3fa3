package org.rtkit4j.capture.pcapng;

/// Numbers of the file format. Source: draft-ietf-opsawg-pcapng, "PCAP Next Generation (pcapng) Capture File
/// Format".
final class Pcapng {
    static final int SECTION_HEADER = 0x0a0d0d0a;
    static final int INTERFACE_DESCRIPTION = 1;
    /// Two kinds of packets of before [#ENHANCED_PACKET], and without what we need.
    static final int PACKET = 2;

    static final int SIMPLE_PACKET = 3;
    static final int ENHANCED_PACKET = 6;
    static final int INTERFACE_STATISTICS = 5;

    static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

    /// Block type, block length, and the length again behind the body.
    static final int FRAME_BYTES = 12;

    static final int OPTION_END = 0;
    static final int OPTION_COMMENT = 1;
    static final int SECTION_APPLICATION = 4;
    static final int INTERFACE_NAME = 2;
    static final int INTERFACE_DESCRIPTION_TEXT = 3;
    static final int INTERFACE_TIME_RESOLUTION = 9;
    static final int INTERFACE_TIME_OFFSET = 14;
    static final int PACKET_FLAGS = 2;
    static final int PACKET_DROP_COUNT = 4;
    static final int STATISTICS_START = 2;
    static final int STATISTICS_END = 3;
    static final int STATISTICS_RECEIVED = 4;
    static final int STATISTICS_DROPPED = 5;

    /// Bits 1:0 of a packet's flags.
    static final int INBOUND = 1;
    static final int OUTBOUND = 2;

    /// Time resolutions: negative powers of ten, and the one of an interface that says none.
    static final int NANOS = 9;

    static final int MICROS = 6;

    private Pcapng() {}

    static int padded(int length) {
        return (length + 3) & ~3;
    }
}
