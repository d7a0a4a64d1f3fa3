package org.rtkit4j.wire.dockchannel;

import static org.rtkit4j.wire.layout.Field.bytes;
import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;
import static org.rtkit4j.wire.layout.Field.u8;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// What is said on interface 0, `comm`: which interfaces there are, when they are ready, and what they are told.
///
/// The first byte says what it is, in reports of the firmware and in commands to it. An answer repeats the byte.
/// Sources: m1n1 fw/mtp.py, aurora dockchannel-hid.c, openbsd apldc.c.
public final class Comm {
    private static final String SOURCE = "m1n1 fw/mtp.py, aurora dockchannel-hid.c, openbsd apldc.c";

    /// The number of this interface.
    public static final int NUMBER = 0;

    /// First byte of everything here.
    public static final Field TYPE = u8("type", 0, SOURCE);

    private Comm() {}

    /// IOP → AP: an interface, or a part of what there is to say of it.
    ///
    /// Behind this head come blocks; a [Block#END] is the last. Hosts read it in two ways: m1n1 and Linux as
    /// declared here; OpenBSD with a head of 20 bytes and blocks of {more, type, length}, which agrees as long
    /// as a packet has one block besides the end, and [#MORE_PACKETS] is 1 before a [Block#GPIO] and 0 before
    /// a [Block#DESCRIPTOR].
    public static final class Init {
        public static final int ID = 0xf0;
        public static final int BYTES = 22;
        public static final int NAME_BYTES = 16;

        /// 1.
        public static final Field SUBTYPE = u8("subtype", 1, SOURCE);

        public static final Field INTERFACE = u8("interface", 3, SOURCE);
        /// ASCII, filled up with zeros; one of 16 characters has none.
        public static final Field NAME = bytes("name", 4, NAME_BYTES, SOURCE);

        /// 0: this is the last packet of the interface. Linux reads one byte, m1n1 two.
        public static final Field MORE_PACKETS = u16("more packets", 20, "m1n1 fw/mtp.py");

        public static final Struct STRUCT = Struct.of(
                "DOCK_INIT",
                "An interface is announced; blocks follow",
                BYTES,
                TYPE,
                SUBTYPE,
                INTERFACE,
                NAME,
                MORE_PACKETS);

        private Init() {}
    }

    /// A block of [Init].
    public static final class Block {
        public static final int HEAD_BYTES = 4;

        /// A HID report descriptor.
        public static final int DESCRIPTOR = 0;

        /// A pin that the firmware may ask for: [Pin].
        public static final int GPIO = 1;

        /// The last block, of [#END_BYTES].
        public static final int END = 2;

        /// Its name for people, with a zero at its end. Source: aurora dockchannel-hid.c.
        public static final int PRODUCT = 7;

        public static final int END_BYTES = 6;

        public static final Field KIND = u16("kind", 0, "m1n1 fw/mtp.py, aurora dockchannel-hid.c");
        public static final Field LENGTH = u16("length", 2, "m1n1 fw/mtp.py, aurora dockchannel-hid.c");
        public static final Struct STRUCT = Struct.of(
                "DOCK_INIT block", "A block: 0 descriptor, 1 pin, 2 end, 7 product name", HEAD_BYTES, KIND, LENGTH);

        private Block() {}
    }

    /// What a [Block#GPIO] has.
    public static final class Pin {
        public static final int BYTES = 36;
        public static final int NAME_BYTES = 32;
        public static final Field ID = u16("id", 2, SOURCE);

        /// `function-NAME` of the interface's node in Apple's tree, `apple,NAME-gpios` in Linux's.
        public static final Field NAME = bytes("name", 4, NAME_BYTES, SOURCE);

        public static final Struct STRUCT =
                Struct.of("DOCK_PIN", "A pin that the firmware may ask for", BYTES, ID, NAME);

        private Pin() {}
    }

    /// IOP → AP: an interface works.
    public static final class Ready {
        public static final int ID = 0xf1;
        public static final int BYTES = 4;
        public static final Field INTERFACE = u8("interface", 1, SOURCE);
        public static final Struct STRUCT = Struct.of("DOCK_READY", "An interface works", BYTES, TYPE, INTERFACE);

        private Ready() {}
    }

    /// IOP → AP: the AP is to do something to a pin, and to answer with [PinDone].
    public static final class PinRequest {
        public static final int ID = 0xa0;
        public static final int BYTES = 5;
        public static final int PULSE = 3;
        public static final Field INTERFACE = u8("interface", 1, SOURCE);
        public static final Field PIN = u8("pin", 2, SOURCE);
        public static final Field COMMAND = u8("command", 4, "aurora dockchannel-hid.c, openbsd apldc.c");

        /// The same as m1n1 reads it.
        public static final Field COMMAND_M1N1 = u16("command as m1n1 reads it", 3, "m1n1 fw/mtp.py");

        public static final Struct STRUCT =
                Struct.of("DOCK_PIN_REQUEST", "A pin is to be driven", BYTES, TYPE, INTERFACE, PIN, COMMAND);

        private PinRequest() {}
    }

    /// AP → IOP: what became of a [PinRequest]; the request follows.
    public static final class PinDone {
        public static final int ID = 0xa1;
        public static final int BYTES = 5;
        public static final Field RETURN_CODE = u32("return code", 1, SOURCE);
        public static final Struct STRUCT =
                Struct.of("DOCK_PIN_DONE", "A pin was driven; the request follows", BYTES, TYPE, RETURN_CODE);

        private PinDone() {}
    }

    /// AP → IOP: an interface is wanted.
    public static final class Enable {
        public static final int ID = 0xb4;
        public static final int BYTES = 2;
        public static final Field INTERFACE = u8("interface", 1, SOURCE);
        public static final Struct STRUCT = Struct.of("DOCK_ENABLE", "An interface is wanted", BYTES, TYPE, INTERFACE);

        private Enable() {}
    }

    /// AP → IOP: an interface is switched off or on; both together are a reset.
    public static final class Power {
        public static final int ID = 0x40;
        public static final int BYTES = 4;
        public static final int OFF = 0;
        public static final int ON = 2;

        /// 1 in all sources.
        public static final Field METHOD = u8("method", 1, SOURCE);

        public static final Field INTERFACE = u8("interface", 2, SOURCE);
        public static final Field STATE = u8("state", 3, SOURCE);
        public static final Struct STRUCT =
                Struct.of("DOCK_POWER", "An interface is switched: 0 off, 2 on", BYTES, TYPE, METHOD, INTERFACE, STATE);

        private Power() {}
    }

    /// AP → IOP: firmware for the device behind an interface, in memory that the co-processor reaches.
    public static final class Load {
        public static final int ID = 0x95;
        public static final int BYTES = 16;

        /// 2 in all sources.
        public static final Field METHOD = u8("method", 1, SOURCE);

        public static final Field INTERFACE = u8("interface", 3, SOURCE);
        public static final Field IOVA = u64("address", 4, SOURCE);
        public static final Field SIZE = u32("size", 12, SOURCE);
        public static final Struct STRUCT = Struct.of(
                "DOCK_LOAD", "Firmware for the device behind an interface", BYTES, TYPE, METHOD, INTERFACE, IOVA, SIZE);

        private Load() {}
    }

    /// A file with firmware for a touch surface, as hosts keep it; what follows the header is sent with
    /// [Load].
    public static final class TouchFile {
        public static final int BYTES = 20;

        /// `HIDF`.
        public static final int MAGIC = 0x4644_4948;

        public static final int VERSION = 1;

        private static final String FILE_SOURCE = "aurora dockchannel-hid.c, openbsd apldc.c";

        public static final Field MAGIC_NUMBER = u32("magic", 0, FILE_SOURCE);
        public static final Field VERSION_NUMBER = u32("version", 4, FILE_SOURCE);
        public static final Field HEADER_BYTES = u32("header size", 8, FILE_SOURCE);
        public static final Field DATA_BYTES = u32("data size", 12, FILE_SOURCE);

        /// Where in the data the number of the interface goes; 0: nowhere.
        public static final Field INTERFACE_OFFSET = u32("interface offset", 16, FILE_SOURCE);

        public static final Struct STRUCT = Struct.of(
                "HIDF",
                "Firmware for a touch surface, as a file",
                BYTES,
                MAGIC_NUMBER,
                VERSION_NUMBER,
                HEADER_BYTES,
                DATA_BYTES,
                INTERFACE_OFFSET);

        private TouchFile() {}
    }

    /// Returns what begins with this byte: a report of the firmware, or a command to it; null where nothing is known
    /// to.
    public static @Nullable Struct struct(int type, boolean isReport) {
        if (isReport) {
            return switch (type) {
                case Init.ID -> Init.STRUCT;
                case Ready.ID -> Ready.STRUCT;
                case PinRequest.ID -> PinRequest.STRUCT;
                default -> null;
            };
        }
        return switch (type) {
            case Enable.ID -> Enable.STRUCT;
            case Power.ID -> Power.STRUCT;
            case Load.ID -> Load.STRUCT;
            case PinDone.ID -> PinDone.STRUCT;
            default -> null;
        };
    }

    /// Returns every structure here, in the order in which it is first used. No constant: the structures name [#TYPE],
    /// and whichever of the classes is touched first has to come up.
    public static List<Struct> structs() {
        return List.of(
                Init.STRUCT,
                Block.STRUCT,
                Pin.STRUCT,
                Ready.STRUCT,
                Enable.STRUCT,
                Load.STRUCT,
                Power.STRUCT,
                PinRequest.STRUCT,
                PinDone.STRUCT,
                TouchFile.STRUCT);
    }
}
