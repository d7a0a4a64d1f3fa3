package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The ring endpoints of the display and sensor co-processors (AFK): two rings in shared memory, doorbells here.
///
/// Both ends name the rings from where they stand: what m1n1 and Linux call TX is the ring that the AP writes, and
/// the firmware's RX. Names here are the AP's. Memory for the rings is asked for as one region, in units of 64
/// bytes (GETBUF, INIT_TX, INIT_RX), or ring by ring, in bytes (GETBUF_BYTES, TX_ADDRESS, RX_ADDRESS), as firmware
/// of sensor co-processors does.
public final class Afk {
    /// The first and the last endpoint of a display co-processor that is a pair of rings. Source: m1n1 `fw/dcp`.
    public static final int FIRST_ENDPOINT = 0x20;

    public static final int LAST_ENDPOINT = 0x2f;

    /// The last endpoint of the always-on processor that is one. Source: linux `drivers/soc/apple/aop.rs`.
    public static final int LAST_SENSOR_ENDPOINT = 0x2e;

    private static final String SOURCE = "m1n1 fw/afk/rbep.py";
    /// A firmware's side, which has names for words that no host sends or knows.
    private static final String FIRMWARE = "QEMUAppleSilicon hw/misc/apple-silicon/aop.c";

    public static final Bits TYPE = bits("TYPE", 63, 48, SOURCE);

    /// Where a ring lies in the region, in units of 64 bytes.
    public static final Bits RING_OFFSET = bits("OFFSET", 47, 32, SOURCE);

    /// The size of the region, or of a ring in it, in units of 64 bytes.
    public static final Bits RING_SIZE = bits("SIZE", 31, 16, SOURCE);

    /// The same in the request for a region and in the places of its rings.
    public static final Bits RING_TAG = bits("TAG", 15, 0, "linux drivers/gpu/drm/apple/afk.c");

    /// The address of a ring.
    public static final Bits RING_ADDRESS = bits("ADDR", 47, 0, FieldType.ADDRESS, FIRMWARE);

    /// How many bytes a ring needs.
    public static final Bits RING_BYTES = bits("LEN", 47, 0, FIRMWARE);

    /// The address of the region, or of a ring's memory.
    public static final Bits REGION_ADDRESS = bits("DVA", 47, 0, FieldType.ADDRESS, SOURCE);

    /// The version that sensor firmware speaks; 8.
    public static final Bits VERSION = bits("VERSION", 47, 0, FIRMWARE);

    /// Where the writer of a ring goes on.
    public static final Bits WPTR = bits("WPTR", 31, 0, SOURCE);

    public static final Layout INIT =
            Layout.named("AFK_INIT", AP_TO_IOP, "Opens the endpoint").when(TYPE, 0x80);
    public static final Layout INIT_ACK =
            Layout.named("AFK_INIT_ACK", IOP_TO_AP, "The endpoint is open").when(TYPE, 0xa0);
    public static final Layout GETBUF = Layout.named(
                    "AFK_GETBUF", IOP_TO_AP, "Asks for the rings' memory, in units of 64 bytes")
            .when(TYPE, 0x89)
            .with(RING_SIZE, RING_TAG);
    public static final Layout GETBUF_ACK = Layout.named("AFK_GETBUF_ACK", AP_TO_IOP, "The rings' memory")
            .when(TYPE, 0xa1)
            .with(REGION_ADDRESS);
    public static final Layout INIT_TX = Layout.named(
                    "AFK_INIT_TX", IOP_TO_AP, "Where the ring lies that the AP writes, in units of 64 bytes")
            .when(TYPE, 0x8a)
            .with(RING_OFFSET, RING_SIZE, RING_TAG);
    public static final Layout INIT_RX = Layout.named(
                    "AFK_INIT_RX", IOP_TO_AP, "Where the ring lies that the firmware writes, in units of 64 bytes")
            .when(TYPE, 0x8b)
            .with(RING_OFFSET, RING_SIZE, RING_TAG);
    public static final Layout INIT_HISTORY = Layout.named(
                    "AFK_INIT_HISTORY", IOP_TO_AP, "Where a third ring lies, which hosts pass over")
            .when(TYPE, 0x8c)
            .with(RING_OFFSET, RING_SIZE, RING_TAG);
    public static final Layout HELLO = Layout.named(
                    "AFK_HELLO", IOP_TO_AP, "Opens the endpoint from the firmware's side, as sensor firmware does")
            .when(TYPE, 0x80)
            .with(VERSION);
    public static final Layout HELLO_ACK =
            Layout.named("AFK_HELLO_ACK", AP_TO_IOP, "The endpoint is open").when(TYPE, 0xa0);
    public static final Layout GETBUF_BYTES = Layout.named(
                    "AFK_GETBUF_BYTES", IOP_TO_AP, "Asks for the memory of one ring, in bytes")
            .when(TYPE, 0x81)
            .with(RING_BYTES);
    public static final Layout TX_ADDRESS = Layout.named(
                    "AFK_TX_ADDRESS", IOP_TO_AP, "The address of the ring that the AP writes")
            .when(TYPE, 0x82)
            .with(RING_ADDRESS);
    public static final Layout RX_ADDRESS = Layout.named(
                    "AFK_RX_ADDRESS", IOP_TO_AP, "The address of the ring that the firmware writes")
            .when(TYPE, 0x83)
            .with(RING_ADDRESS);
    public static final Layout HISTORY_ADDRESS = Layout.named(
                    "AFK_HISTORY_ADDRESS", IOP_TO_AP, "The address of a third ring")
            .when(TYPE, 0x84)
            .with(RING_ADDRESS);
    public static final Layout STOP = Layout.named("AFK_STOP", AP_TO_IOP, "The rings are not in use any more")
            .when(TYPE, 0xa4);
    public static final Layout STOP_ACK =
            Layout.named("AFK_STOP_ACK", IOP_TO_AP, "Agreed").when(TYPE, 0x87);
    public static final Layout HIBERNATE = Layout.named("AFK_HIBERNATE", AP_TO_IOP, "The rings will lose their memory")
            .when(TYPE, 0xc2);
    public static final Layout HIBERNATE_ACK =
            Layout.named("AFK_HIBERNATE_ACK", IOP_TO_AP, "Agreed").when(TYPE, 0xc3);
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
            INIT,
            INIT_ACK,
            HELLO,
            HELLO_ACK,
            GETBUF,
            GETBUF_BYTES,
            GETBUF_ACK,
            INIT_TX,
            INIT_RX,
            INIT_HISTORY,
            TX_ADDRESS,
            RX_ADDRESS,
            HISTORY_ADDRESS,
            START,
            START_ACK,
            SEND,
            RECV,
            STOP,
            STOP_ACK,
            SHUTDOWN,
            SHUTDOWN_ACK,
            HIBERNATE,
            HIBERNATE_ACK);

    private Afk() {}
}
