package org.rtkit4j.wire.epic;

import static org.rtkit4j.wire.layout.Field.bytes;
import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;
import static org.rtkit4j.wire.layout.Field.u8;

import java.util.List;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// What an entry of an AFK ring says.
///
///     entry = head subhead payload
///
/// A service is announced, and from then on asked by commands, which are answered by replies with the same tag.
/// Data lies in the payload, or *out of line*, in buffers of the AP whose addresses the payload has ([Command]).
///
/// The subhead has two forms, which agree in their first eight bytes: displays have version 4, sensors version 2.
/// Sources: m1n1 `fw/afk/epic.py`, linux `drivers/gpu/drm/apple/afk.c`, `drivers/soc/apple/aop.rs`.
public final class Epic {
    private static final String SOURCE = "m1n1 fw/afk/epic.py, linux drm/apple/afk.c";

    /// Size of head and subhead together.
    public static final int HEADS_BYTES = 40;

    private Epic() {}

    /// The first 16 bytes.
    public static final class Head {
        public static final int BYTES = 16;
        public static final int CURRENT = 2;

        public static final Field VERSION = u8("version", 0, SOURCE);

        /// One more with each entry of an endpoint.
        public static final Field SEQUENCE = u16("sequence", 1, SOURCE);

        /// Hosts leave it 0.
        public static final Field TIMESTAMP = u64("timestamp", 8, SOURCE);

        public static final Struct STRUCT =
                Struct.of("EPIC_HEAD", "Before each subhead", BYTES, VERSION, SEQUENCE, TIMESTAMP);

        private Head() {}
    }

    /// The next 24 bytes, as far as both forms agree.
    public static final class SubHead {
        public static final int BYTES = 24;

        /// Version of displays.
        public static final int DISPLAY = 4;

        /// Version of sensors.
        public static final int SENSOR = 2;

        /// How many bytes of payload follow.
        public static final Field LENGTH = u32("length", 0, SOURCE);

        public static final Field VERSION = u8("version", 4, SOURCE);
        public static final Field CATEGORY = u8("category", 5, SOURCE);
        public static final Field TYPE = u16("type", 6, SOURCE);
        public static final Field TIMESTAMP = u64("timestamp", 8, SOURCE);

        /// What an answer repeats, in the form of displays.
        public static final Field TAG = u16("tag", 16, SOURCE);

        /// m1n1 sets 0x08 in answers, Linux nothing.
        public static final Field FLAGS = u8("flags", 19, "m1n1 src/afk.c");

        /// In answers, the payload without its first four bytes; else 0.
        public static final Field INLINE_BYTES = u32("inline size", 20, SOURCE);

        /// What an answer repeats, in the form of sensors; their other bytes are 0 there.
        public static final Field SENSOR_TAG = u16("tag", 8, "m1n1 fw/afk/epic.py, linux soc/apple/aop.rs");

        public static final Struct STRUCT = Struct.of(
                "EPIC_SUBHEAD",
                "Behind the head, in the form of displays",
                BYTES,
                LENGTH,
                VERSION,
                CATEGORY,
                TYPE,
                TIMESTAMP,
                TAG,
                FLAGS,
                INLINE_BYTES);

        public static final Struct SENSOR_STRUCT = Struct.of(
                "EPIC_SUBHEAD of sensors",
                "Behind the head, in the form of sensors",
                BYTES,
                LENGTH,
                VERSION,
                CATEGORY,
                TYPE,
                SENSOR_TAG,
                INLINE_BYTES);

        private SubHead() {}
    }

    /// Categories. QEMUAppleSilicon's aop.c reads the upper four bits alone, and has other names for them.
    public static final class Category {
        public static final int REPORT = 0x00;

        /// Something with its data in line: a command of sensors, a call of the firmware's.
        public static final int NOTIFY = 0x10;

        public static final int REPLY = 0x20;

        /// Something with its data out of line.
        public static final int COMMAND = 0x30;

        private Category() {}

        /// Returns its name in the sources, or its number.
        public static String name(long category) {
            return switch ((int) category) {
                case REPORT -> "REPORT";
                case NOTIFY -> "NOTIFY";
                case REPLY -> "REPLY";
                case COMMAND -> "COMMAND";
                default -> "0x%02x".formatted(category);
            };
        }
    }

    /// Types.
    public static final class Type {
        /// Asks a sensor for the descriptor of its reports.
        public static final int GET_DESCRIPTOR = 0x01;

        /// Sets a property of a sensor by its number.
        public static final int SET_BY_NUMBER = 0x04;

        /// Gets a property of a sensor by its number.
        public static final int GET_BY_NUMBER = 0x0a;

        /// A call of a sensor's, with a head of its own.
        public static final int WRAPPED_CALL = 0x20;

        /// A display's service is there: [Announce].
        public static final int ANNOUNCE = 0x30;

        /// A service is gone.
        public static final int TEARDOWN = 0x32;

        /// Gets a property by its name.
        public static final int GET_PROPERTY = 0x40;

        /// Sets a property by its name: [SetProperty].
        public static final int SET_PROPERTY = 0x43;

        /// A code alone, as an answer of sensors.
        public static final int RETURN_CODE = 0x84;

        /// Text, as an answer of sensors.
        public static final int STRING = 0x8a;

        /// A code and what follows it, as an answer of sensors.
        public static final int RETURN_DATA = 0xa0;

        /// What the service itself defines; as a report of sensors, an announcement: [SensorAnnounce].
        public static final int SERVICE = 0xc0;

        /// What a sensor has measured.
        public static final int SENSOR_REPORT = 0xc4;

        private Type() {}

        /// Returns its name in the sources, or its number.
        public static String name(long type) {
            return switch ((int) type) {
                case GET_DESCRIPTOR -> "GET_HID_DESCRIPTOR";
                case SET_BY_NUMBER -> "SET_PROPERTY";
                case GET_BY_NUMBER -> "GET_PROPERTY";
                case WRAPPED_CALL -> "WRAPPED_CALL";
                case ANNOUNCE -> "ANNOUNCE";
                case TEARDOWN -> "TEARDOWN";
                case GET_PROPERTY -> "GET_PROPERTY";
                case SET_PROPERTY -> "SET_PROPERTY";
                case RETURN_CODE -> "RETCODE";
                case STRING -> "STRING";
                case RETURN_DATA -> "RETCODE_WITH_PAYLOAD";
                case SERVICE -> "STD_SERVICE";
                case SENSOR_REPORT -> "SENSOR_REPORT";
                default -> "0x%02x".formatted(type);
            };
        }
    }

    /// IOP → AP: a service of a display. Its properties may follow, in the form of [OsObject].
    public static final class Announce {
        public static final int NAME_BYTES = 32;

        /// Properties that name it.
        public static final String EPIC_NAME = "EPICName";

        public static final String EPIC_CLASS = "EPICProviderClass";
        public static final String EPIC_UNIT = "EPICUnit";

        public static final Field NAME = bytes("name", 0, NAME_BYTES, SOURCE);

        public static final Struct STRUCT =
                Struct.of("EPIC_ANNOUNCE", "A service of a display; properties may follow", NAME_BYTES, NAME);

        private Announce() {}
    }

    /// IOP → AP: a service of a sensor co-processor. Its channel stands here, and not in the entry's head.
    public static final class SensorAnnounce {
        private static final String SENSORS = "m1n1 fw/afk/epic.py, linux soc/apple/aop.rs";

        public static final int BYTES = 44;
        public static final int NAME_BYTES = 20;

        /// What stands in [#CODE].
        public static final int UNSUPPORTED = 0xe000_02c2;

        public static final Field NAME = bytes("name", 0, NAME_BYTES, SENSORS);
        public static final Field CODE = u32("code", 24, SENSORS);
        public static final Field CHANNEL = u32("channel", 32, SENSORS);

        public static final Struct STRUCT =
                Struct.of("EPIC_ANNOUNCE of sensors", "A service of a sensor", BYTES, NAME, CODE, CHANNEL);

        private SensorAnnounce() {}
    }

    /// Where the data of a command lies, and that of its answer: buffers of the AP, as the co-processor sees them.
    /// The answer has the same form.
    public static final class Command {
        public static final int BYTES = 30;
        public static final Field RETURN_CODE = u32("return code", 0, SOURCE);

        /// The firmware writes here.
        public static final Field RX_BUFFER = u64("rx buffer", 4, SOURCE);

        /// The firmware reads here.
        public static final Field TX_BUFFER = u64("tx buffer", 12, SOURCE);

        /// Room in a command, bytes written in an answer.
        public static final Field RX_BYTES = u32("rx size", 20, SOURCE);

        public static final Field TX_BYTES = u32("tx size", 24, SOURCE);
        public static final Field RX_COOKIE = u8("rx cookie", 28, SOURCE);
        public static final Field TX_COOKIE = u8("tx cookie", 29, SOURCE);

        public static final Struct STRUCT = Struct.of(
                "EPIC_COMMAND",
                "Where the data of a command lies",
                BYTES,
                RETURN_CODE,
                RX_BUFFER,
                TX_BUFFER,
                RX_BYTES,
                TX_BYTES,
                RX_COOKIE,
                TX_COOKIE);

        private Command() {}
    }

    /// Before the data of a standard service's call, and of its answer, which repeats group and number.
    public static final class Call {
        public static final int BYTES = 64;

        /// `xcpi`.
        public static final int MAGIC_NUMBER = 0x6970_6378;

        public static final Field GROUP = u16("group", 2, SOURCE);
        public static final Field NUMBER = u32("number", 4, SOURCE);
        public static final Field DATA_BYTES = u32("data size", 8, SOURCE);
        public static final Field MAGIC = u32("magic", 12, SOURCE);

        public static final Struct STRUCT =
                Struct.of("EPIC_CALL", "A call of a standard service", BYTES, GROUP, NUMBER, DATA_BYTES, MAGIC);

        private Call() {}
    }

    /// IOP → AP: a call of the firmware's, in line. The answer is the same, with the data changed.
    public static final class FirmwareCall {
        public static final int BYTES = 68;
        public static final Field RETURN_CODE = u32("return code", 0, SOURCE);
        public static final Field NUMBER = u32("number", 8, SOURCE);
        public static final Field DATA_BYTES = u32("data size", 12, SOURCE);
        public static final Field MAGIC = u32("magic", 16, SOURCE);

        public static final Struct STRUCT = Struct.of(
                "EPIC_FIRMWARE_CALL",
                "A call of the firmware's; data follows",
                BYTES,
                RETURN_CODE,
                NUMBER,
                DATA_BYTES,
                MAGIC);

        private FirmwareCall() {}
    }

    /// AP → IOP: a property of the service `system`. Its name follows, filled up to whole words, and its value, in
    /// the form of [OsObject].
    public static final class SetProperty {
        public static final int HEAD_BYTES = 4;
        public static final Field NAME_BYTES = u32("name size", 0, SOURCE);
        public static final Struct STRUCT =
                Struct.of("EPIC_SET_PROPERTY", "A property; name and value follow", HEAD_BYTES, NAME_BYTES);

        private SetProperty() {}
    }

    /// Returns every structure here, in the order in which it is met.
    public static List<Struct> structs() {
        return List.of(
                Head.STRUCT,
                SubHead.STRUCT,
                SubHead.SENSOR_STRUCT,
                Announce.STRUCT,
                SensorAnnounce.STRUCT,
                Command.STRUCT,
                Call.STRUCT,
                FirmwareCall.STRUCT,
                SetProperty.STRUCT);
    }
}
