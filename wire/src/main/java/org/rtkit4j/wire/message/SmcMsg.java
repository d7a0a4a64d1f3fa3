package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The system management controller's endpoint, 0x20: one command outstanding, answers matched by a 4-bit id.
public final class SmcMsg {
    private static final String SOURCE = "linux macsmc.c, m1n1 smc.c";

    public static final Bits COMMAND = bits("COMMAND", 7, 0, SOURCE);
    public static final Bits ID = bits("ID", 15, 12, FieldType.DEC, SOURCE);
    public static final Bits SIZE = bits("SIZE", 23, 16, FieldType.BYTES, SOURCE);
    public static final Bits WRITE_SIZE = bits("WSIZE", 31, 24, FieldType.BYTES, SOURCE);
    public static final Bits KEY = bits("KEY", 63, 32, FieldType.FOURCC, SOURCE);
    public static final Bits INDEX = bits("INDEX", 63, 32, FieldType.DEC, SOURCE);
    public static final Bits RESULT = bits("RESULT", 7, 0, SOURCE);
    public static final Bits VALUE = bits("VALUE", 63, 32, SOURCE);

    public static final Layout READ_KEY = Layout.named("SMC_READ", AP_TO_IOP, "Reads a key")
            .when(COMMAND, 0x10)
            .with(KEY, SIZE, ID);
    public static final Layout WRITE_KEY = Layout.named("SMC_WRITE", AP_TO_IOP, "Writes a key from shared memory")
            .when(COMMAND, 0x11)
            .with(KEY, SIZE, ID);
    public static final Layout KEY_BY_INDEX = Layout.named("SMC_KEY_BY_INDEX", AP_TO_IOP, "Asks for the name of a key")
            .when(COMMAND, 0x12)
            .with(INDEX, ID);
    public static final Layout KEY_INFO = Layout.named(
                    "SMC_KEY_INFO", AP_TO_IOP, "Asks for size, type and flags of a key")
            .when(COMMAND, 0x13)
            .with(KEY, ID);
    public static final Layout INITIALIZE = Layout.named(
                    "SMC_INITIALIZE", AP_TO_IOP, "Asks for the shared memory; answered by a raw address")
            .when(COMMAND, 0x17)
            .with(ID);
    public static final Layout READ_WRITE_KEY = Layout.named("SMC_RW", AP_TO_IOP, "Writes and reads a key in one go")
            .when(COMMAND, 0x20)
            .with(KEY, WRITE_SIZE, SIZE, ID);
    public static final Layout NOTIFICATION = Layout.named("SMC_NOTIFICATION", IOP_TO_AP, "An event; not an answer")
            .when(RESULT, 0x18)
            .with(VALUE, SIZE, ID);
    public static final Layout ANSWER = Layout.named(
                    "SMC_RESULT", IOP_TO_AP, "The answer to the command of the same id")
            .with(VALUE, SIZE, ID, RESULT);

    /// The answer to the first SMC_INITIALIZE: the whole word is the address, and nothing in it says so.
    public static final Layout SHARED_MEMORY = Layout.named(
                    "SMC_SHARED_MEMORY",
                    IOP_TO_AP,
                    "The first message of all: where the shared memory is; no id, no result")
            .with(bits("ADDRESS", 63, 0, FieldType.ADDRESS, SOURCE));

    /// In the order in which they are tried: the answer, which has no type of its own, last; behind it what only the
    /// conversation tells from it.
    public static final List<Layout> LAYOUTS = List.of(
            READ_KEY,
            WRITE_KEY,
            KEY_BY_INDEX,
            KEY_INFO,
            INITIALIZE,
            READ_WRITE_KEY,
            NOTIFICATION,
            ANSWER,
            SHARED_MEMORY);

    private SmcMsg() {}
}
