package org.rtkit4j.wire.display;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Field.u32;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// The port of a display controller whose lines run through hardware of the AP's: HDMI and USB-C. The AP says where it
/// leads and that something was plugged in; the firmware asks the AP for what the lines can do, and sets them.
///
/// Source: m1n1 `src/dcp/dptx_port_ep.c`, which is for firmware 13.5.
public final class RemotePort {
    public static final int ENDPOINT = 0x2a;

    /// There are two, told apart by their units.
    public static final int UNITS = 2;

    public static final String SERVICE = "dcpdptx-port-epic";
    public static final String PROVIDER = "AppleDCPDPTXRemotePort";
    private static final String SOURCE = "m1n1 dptx_port_ep.c";

    private RemotePort() {}

    /// What the AP asks, in calls of a standard service.
    public static final class Request {
        /// The group of all but [#HOT_PLUG].
        public static final int GROUP = 0;

        public static final int REQUEST_DISPLAY = 6;
        public static final int RELEASE_DISPLAY = 7;
        public static final int CONNECT = 11;
        public static final int VALIDATE = 12;
        public static final int HOT_PLUG_GROUP = 8;
        public static final int HOT_PLUG = 8;

        /// A request in the form of m1n1's Python client, of 2022, is this number in the other group, shorter than a
        /// hot plug; release and connection follow. It says nothing of a plug: what is connected is plugged in.
        /// Source: m1n1 `fw/dcp/dcpav.py`.
        public static final int EARLIER_REQUEST = 8;

        public static final int EARLIER_RELEASE = 9;
        public static final int EARLIER_CONNECT = 13;

        public static final int DISPLAY_BYTES = 16;
        public static final int CONNECT_BYTES = 32;
        public static final int VALIDATE_BYTES = 48;
        public static final int HOT_PLUG_BYTES = 32;

        private Request() {}
    }

    /// Where a port leads.
    public static final class Target {
        public static final Bits CORE = bits("CORE", 3, 0, SOURCE);
        public static final Bits PORT = bits("PORT", 7, 4, SOURCE);
        public static final Bits DIE = bits("DIE", 11, 8, SOURCE);
        public static final Bits CONNECTED = bits("CONNECTED", 15, 15, SOURCE);

        private Target() {}
    }

    /// Of [Request#CONNECT] and [Request#VALIDATE].
    public static final class Connection {
        /// What stands in the mark of a validation, and of every answer.
        public static final int VALID = 0x100;

        public static final Field MARK = u32("mark", 0, SOURCE);
        public static final Field TARGET = u32("target", 4, SOURCE);
        public static final Struct STRUCT =
                Struct.of("DPTX_CONNECTION", "Where a port leads; zeros follow", 8, MARK, TARGET);

        private Connection() {}
    }

    /// Of [Request#EARLIER_CONNECT].
    public static final class EarlierConnection {
        private static final String CLIENT = "m1n1 fw/dcp/dcpav.py";

        public static final Field TARGET = u32("target", 20, CLIENT);
        public static final Bits CONNECTED = bits("CONNECTED", 8, 8, CLIENT);

        private EarlierConnection() {}
    }

    /// Of [Request#HOT_PLUG]: its answer says 1.
    public static final class HotPlug {
        public static final Field CONNECTED = u32("connected", 16, SOURCE);
        public static final Struct STRUCT =
                Struct.of("DPTX_HOT_PLUG", "Whether something is plugged in", 20, CONNECTED);

        private HotPlug() {}
    }

    /// What the firmware asks about the lines, and how it is answered: in place.
    public static final class LinkCall {
        public static final int BYTES = 32;
        public static final int ACTIVATE = 0;
        public static final int DEACTIVATE = 1;
        public static final int MAX_DRIVE_SETTINGS = 2;
        public static final int SET_DRIVE_SETTINGS = 3;
        public static final int DRIVE_SETTINGS = 4;
        public static final int WILL_CHANGE = 5;
        public static final int DID_CHANGE = 6;
        public static final int MAX_RATE = 7;
        public static final int RATE = 8;
        public static final int SET_RATE = 9;
        public static final int MAX_LANES = 10;
        public static final int LANES = 11;
        public static final int SET_LANES = 12;
        public static final int SUPPORTS_DOWN_SPREAD = 13;
        public static final int SUPPORTS_LANE_MAPPING = 16;
        public static final int SUPPORTS_HOT_PLUG = 18;
        public static final int TILED_HINTS = 21;

        /// Of the answer: 0 where it was done.
        public static final Field CODE = u32("code", 0, SOURCE);

        /// A rate, a number of lanes, a yes or no, or the first of two settings.
        public static final Field VALUE = u32("value", 16, SOURCE);

        /// The second of two settings.
        public static final Field SECOND = u32("second value", 20, SOURCE);

        public static final Struct STRUCT =
                Struct.of("DPTX_LINK", "What the firmware asks about the lines", BYTES, CODE, VALUE, SECOND);

        private LinkCall() {}
    }

    /// Rates of a line, in units of 0.27 Gbit/s.
    public static final class Rate {
        public static final int NONE = 0;
        public static final int RBR = 0x06;
        public static final int HBR = 0x0a;
        public static final int HBR2 = 0x14;
        public static final int HBR3 = 0x1e;

        private Rate() {}

        /// Returns whether lines may run so, or not at all.
        public static boolean isOne(int code) {
            return code == NONE || code == RBR || code == HBR || code == HBR2 || code == HBR3;
        }
    }

    /// Returns every structure here.
    public static List<Struct> structs() {
        return List.of(Connection.STRUCT, HotPlug.STRUCT, LinkCall.STRUCT);
    }
}
