package org.rtkit4j.wire.dockchannel;

import static org.rtkit4j.wire.layout.Bits.bits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// How captures hold what passes a DockChannel: each interface as an endpoint, each packet as a message.
///
/// The message is the packet's header; payload and checksum follow it. So the bytes are whole, and in their order.
/// Those that are no packet are a message on [#STRAY]. The numbers of the endpoints are ours. Source of the packets:
/// m1n1 fw/mtp.py, aurora dockchannel-hid.c.
public final class DockSpeech {
    /// The endpoint of bytes that are no packet; the message is how many.
    public static final int STRAY = 0x20;

    /// The endpoint of interface 0; the others follow.
    public static final int FIRST_INTERFACE = 0x40;

    private static final int MOST_INTERFACE = 0xff - FIRST_INTERFACE;

    public static final Layout COMMAND = Layout.named("DOCK_COMMAND", Direction.AP_TO_IOP, "The AP tells or asks")
            .when(DockPacket.KIND, DockPacket.COMMAND)
            .with(DockPacket.INTERFACE, DockPacket.SEQUENCE, DockPacket.LENGTH, DockPacket.HEADER_LENGTH);

    public static final Layout ANSWER = Layout.named(
                    "DOCK_ANSWER", Direction.IOP_TO_AP, "The firmware answers a command")
            .when(DockPacket.KIND, DockPacket.COMMAND)
            .with(DockPacket.INTERFACE, DockPacket.SEQUENCE, DockPacket.LENGTH, DockPacket.HEADER_LENGTH);

    public static final Layout REPORT = Layout.named("DOCK_REPORT", Direction.IOP_TO_AP, "The firmware tells by itself")
            .when(DockPacket.KIND, DockPacket.REPORT)
            .with(DockPacket.INTERFACE, DockPacket.SEQUENCE, DockPacket.LENGTH, DockPacket.HEADER_LENGTH);

    public static final Bits COUNT = bits("COUNT", 31, 0, FieldType.DEC, "ours");

    public static final Layout STRAY_BYTES = Layout.named("STRAY_BYTES", Direction.BOTH, "Bytes that are no packet")
            .with(COUNT);

    public static final List<Layout> PACKETS = List.of(COMMAND, ANSWER, REPORT);
    public static final List<Layout> LAYOUTS = List.of(COMMAND, ANSWER, REPORT, STRAY_BYTES);

    private DockSpeech() {}

    /// Returns the endpoint of a packet, by its header.
    public static int endpoint(long header) {
        return FIRST_INTERFACE + Math.min((int) DockPacket.INTERFACE.get(header), MOST_INTERFACE);
    }

    /// Returns the names of the endpoints that there can be.
    public static Map<Integer, String> names() {
        var names = new HashMap<Integer, String>();
        names.put(STRAY, "stray");
        names.put(FIRST_INTERFACE + Comm.NUMBER, "comm");
        for (int number = Comm.NUMBER + 1; number <= MOST_INTERFACE; number++) {
            names.put(FIRST_INTERFACE + number, "interface-" + number);
        }
        return Map.copyOf(names);
    }

    /// Returns what is said on each endpoint.
    public static Map<Integer, List<Layout>> layouts() {
        var layouts = new HashMap<Integer, List<Layout>>();
        names().keySet().forEach(endpoint -> layouts.put(endpoint, PACKETS));
        layouts.put(STRAY, List.of(STRAY_BYTES));
        return Map.copyOf(layouts);
    }
}
