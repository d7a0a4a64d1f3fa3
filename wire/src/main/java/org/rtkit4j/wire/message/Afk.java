package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The ring endpoints of the display and sensor co-processors (AFK): two rings in shared memory, doorbells here.
public final class Afk {
    /// The first and the last endpoint of a display co-processor that is a pair of rings. Source: m1n1 `fw/dcp`.
    public static final int FIRST_ENDPOINT = 0x20;

    public static final int LAST_ENDPOINT = 0x2f;

    private static final String SOURCE = "m1n1 fw/afk/rbep.py";

    public static final Bits TYPE = bits("TYPE", 63, 48, SOURCE);

    private static final Bits RING_OFFSET = bits("OFFSET", 47, 32, SOURCE);
    private static final Bits RING_SIZE = bits("SIZE", 31, 16, SOURCE);
    private static final Bits WPTR = bits("WPTR", 31, 0, SOURCE);

    public static final Layout INIT =
            Layout.named("AFK_INIT", AP_TO_IOP, "Opens the endpoint").when(TYPE, 0x80);
    public static final Layout INIT_ACK =
            Layout.named("AFK_INIT_ACK", IOP_TO_AP, "The endpoint is open").when(TYPE, 0xa0);
    public static final Layout GETBUF = Layout.named(
                    "AFK_GETBUF", IOP_TO_AP, "Asks for the rings' memory, in units of 64 bytes")
            .when(TYPE, 0x89)
            .with(bits("SIZE", 31, 16, SOURCE), bits("TAG", 15, 0, SOURCE));
    public static final Layout GETBUF_ACK = Layout.named("AFK_GETBUF_ACK", AP_TO_IOP, "The rings' memory")
            .when(TYPE, 0xa1)
            .with(bits("DVA", 47, 0, FieldType.ADDRESS, SOURCE));
    public static final Layout INIT_TX = Layout.named("AFK_INIT_TX", IOP_TO_AP, "Where the firmware's ring lies")
            .when(TYPE, 0x8a)
            .with(RING_OFFSET, RING_SIZE);
    public static final Layout INIT_RX = Layout.named("AFK_INIT_RX", IOP_TO_AP, "Where the AP's ring lies")
            .when(TYPE, 0x8b)
            .with(RING_OFFSET, RING_SIZE);
    public static final Layout START = Layout.named("AFK_START", AP_TO_IOP, "The rings are in use from now on")
            .when(TYPE, 0xa3);
    public static final Layout START_ACK =
            Layout.named("AFK_START_ACK", IOP_TO_AP, "Agreed").when(TYPE, 0x86);
    public static final Layout SEND = Layout.named("AFK_SEND", AP_TO_IOP, "The AP's ring has new entries up to WPTR")
            .when(TYPE, 0xa2)
            .with(WPTR);
    public static final Layout RECV = Layout.named(
                    "AFK_RECV", IOP_TO_AP, "The firmware's ring has new entries up to WPTR")
            .when(TYPE, 0x85)
            .with(WPTR);
    public static final Layout SHUTDOWN =
            Layout.named("AFK_SHUTDOWN", AP_TO_IOP, "Closes the endpoint").when(TYPE, 0xc0);
    public static final Layout SHUTDOWN_ACK = Layout.named("AFK_SHUTDOWN_ACK", IOP_TO_AP, "The endpoint is closed")
            .when(TYPE, 0xc1);

    public static final List<Layout> LAYOUTS = List.of(
            INIT, INIT_ACK, GETBUF, GETBUF_ACK, INIT_TX, INIT_RX, START, START_ACK, SEND, RECV, SHUTDOWN, SHUTDOWN_ACK);

    private Afk() {}
}
