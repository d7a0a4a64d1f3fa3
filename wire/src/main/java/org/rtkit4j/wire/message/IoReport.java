package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Direction.BOTH;
import static org.rtkit4j.wire.message.SharedBufferMsg.TYPE;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Layout;

/// I/O reports, endpoint 0x04: statistics of the firmware. Meaning unknown; unanswered, the co-processor hangs.
public final class IoReport {
    public static final int START_ID = 0xc;
    public static final int REPORT_ID = 0x8;

    private static final Bits BODY = bits("BODY", 51, 0, "not known what it means");

    public static final Layout BUFFER = Layout.named(
                    "IOREPORT_BUFFER", BOTH, "Asks for a buffer; answered only where ADDRESS is 0")
            .when(TYPE, SharedBufferMsg.ID)
            .with(SharedBufferMsg.SIZE, SharedBufferMsg.ADDRESS);

    /// The AP asks, the co-processor echoes: in macOS reports, several times a second.
    public static final Layout POLL = Layout.named(
                    "IOREPORT_POLL", BOTH, "Sent by macOS and echoed by the co-processor; name ours")
            .when(TYPE, 0x4)
            .with(bits("BODY", 51, 0, "observed in macOS panic reports"));

    public static final Layout REPORT = Layout.named("IOREPORT_REPORT", BOTH, "The AP must echo it verbatim")
            .when(TYPE, REPORT_ID)
            .with(BODY);

    public static final Layout START = Layout.named("IOREPORT_START", BOTH, "The AP must echo it verbatim")
            .when(TYPE, START_ID)
            .with(BODY);

    public static final List<Layout> LAYOUTS = List.of(BUFFER, POLL, REPORT, START);

    private IoReport() {}
}
