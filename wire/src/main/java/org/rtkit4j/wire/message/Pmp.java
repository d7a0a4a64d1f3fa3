package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The power management processor, endpoint 0x20, in two generations that share nothing but the direction by which they
/// are told apart: of t8103 the AP configures it; from t6000 on the firmware asks, and an answer is one more than its
/// question.
public final class Pmp {
    public static final int ENDPOINT = 0x20;

    private static final String FIRST = "m1n1 fw/pmp.py, t8103";
    private static final String SECOND = "aurora drivers/soc/apple/pmp.rs, pmp-v2-protocol.h, t6000 and later";

    private static final Bits TYPE = bits("TYPE", 56, 44, FIRST);
    private static final Bits OPCODE = bits("OP", 63, 48, SECOND);
    private static final Bits ADDRESS = bits("ADDR", 47, 0, FieldType.ADDRESS, SECOND);
    private static final Bits SIZE = bits("SIZE", 47, 0, FieldType.BYTES, SECOND);

    public static final Layout CONFIGURE = first("PMP_CONFIGURE", 0x10, "Where the memory is that both share")
            .with(bits("DVA", 43, 0, FieldType.ADDRESS, FIRST));
    public static final Layout CONFIGURE_ACK =
            Layout.named("PMP_CONFIGURE_ACK", IOP_TO_AP, "Agreed").when(TYPE, 0x20);
    public static final Layout INIT_1 =
            first("PMP_INIT1", 0x200, "Begins").with(bits("UNK1", 43, 16, FIRST), bits("UNK2", 15, 0, FIRST));
    public static final Layout INIT_1_ACK =
            Layout.named("PMP_INIT1_ACK", IOP_TO_AP, "Agreed").when(TYPE, 0x201);
    public static final Layout INIT_2 =
            first("PMP_INIT2", 0x202, "Goes on").with(bits("UNK1", 43, 16, FIRST), bits("UNK2", 15, 0, FIRST));
    public static final Layout INIT_2_ACK =
            Layout.named("PMP_INIT2_ACK", IOP_TO_AP, "Agreed").when(TYPE, 0x203);
    public static final Layout DEVICE_POWER = first("PMP_DEVPWR", 0x20e, "A device's power has changed")
            .with(bits("DEVICE", 31, 16, FIRST), bits("STATE", 15, 0, FIRST));
    public static final Layout DEVICE_POWER_SYNC = first("PMP_DEVPWR_SYNC", 0x208, "As before, and is to be confirmed")
            .with(bits("DEVICE", 31, 16, FIRST), bits("STATE", 15, 0, FIRST));
    public static final Layout DEVICE_POWER_ACK =
            Layout.named("PMP_DEVPWR_ACK", IOP_TO_AP, "Confirmed").when(TYPE, 0x209);

    public static final Layout GET_TABLE = asks("PMP_GET_IOVA_TABLE", 0x10, "Asks for the table of mapped registers");
    public static final Layout TABLE =
            answers("PMP_IOVA_TABLE", 0x11, "The table, or 0").with(ADDRESS);
    public static final Layout MALLOC =
            asks("PMP_MALLOC", 0x12, "Asks for memory").with(bits("SIZE", 23, 0, FieldType.BYTES, SECOND));
    public static final Layout MEMORY =
            answers("PMP_MEMORY", 0x13, "The memory, 0 if there is none").with(ADDRESS);
    public static final Layout FREE =
            asks("PMP_FREE", 0x14, "Gives memory back").with(ADDRESS);
    public static final Layout FREED = answers("PMP_FREED", 0x15, "Done");
    public static final Layout SET_BUFFERS =
            asks("PMP_SET_BUFFERS", 0x30, "Where two buffers are").with(ADDRESS);
    public static final Layout BUFFERS_SET = answers("PMP_BUFFERS_SET", 0x31, "Noted");
    public static final Layout REGISTER =
            asks("PMP_REGISTER", 0x32, "Registers a value, which lies there").with(ADDRESS);
    public static final Layout REGISTERED =
            answers("PMP_REGISTERED", 0x33, "Noted").with(SIZE);
    /// The two sources disagree: a value by its index, or the end of one.
    public static final Layout SET_BY_INDEX = asks(
                    "PMP_SET_OR_REMOVE", 0x34, "Sets a value by its index, or removes one")
            .with(ADDRESS);
    public static final Layout SET_BY_INDEX_DONE =
            answers("PMP_SET_OR_REMOVED", 0x35, "Done").with(SIZE);
    public static final Layout SET_BY_ID =
            asks("PMP_SET", 0x36, "Sets a value by its number").with(ADDRESS);
    public static final Layout SET_BY_ID_DONE =
            answers("PMP_SET_DONE", 0x37, "Done").with(SIZE);

    public static final List<Layout> LAYOUTS = List.of(
            CONFIGURE,
            CONFIGURE_ACK,
            INIT_1,
            INIT_1_ACK,
            INIT_2,
            INIT_2_ACK,
            DEVICE_POWER,
            DEVICE_POWER_SYNC,
            DEVICE_POWER_ACK,
            GET_TABLE,
            TABLE,
            MALLOC,
            MEMORY,
            FREE,
            FREED,
            SET_BUFFERS,
            BUFFERS_SET,
            REGISTER,
            REGISTERED,
            SET_BY_INDEX,
            SET_BY_INDEX_DONE,
            SET_BY_ID,
            SET_BY_ID_DONE);

    private Pmp() {}

    private static Layout first(String name, int type, String summary) {
        return Layout.named(name, AP_TO_IOP, summary).when(TYPE, type);
    }

    private static Layout asks(String name, int opcode, String summary) {
        return Layout.named(name, IOP_TO_AP, summary).when(OPCODE, opcode);
    }

    private static Layout answers(String name, int opcode, String summary) {
        return Layout.named(name, AP_TO_IOP, summary).when(OPCODE, opcode);
    }
}
