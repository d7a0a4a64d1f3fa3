package org.rtkit4j.wire.nvme;

/// Commands of the admin queue. Source: NVM Express Base Specification 1.4, section 5; the last one: m1n1
/// `hv/trace_nvme.py`, linux `apple.c`.
public final class AdminOpcode {
    public static final int DELETE_SQ = 0x00;
    public static final int CREATE_SQ = 0x01;
    public static final int GET_LOG_PAGE = 0x02;
    public static final int DELETE_CQ = 0x04;
    public static final int CREATE_CQ = 0x05;
    public static final int IDENTIFY = 0x06;
    /// Not supported by these controllers: a command that takes too long needs a reset.
    public static final int ABORT = 0x08;

    public static final int SET_FEATURES = 0x09;
    public static final int GET_FEATURES = 0x0a;
    /// Not supported by these controllers.
    public static final int ASYNC_EVENT_REQUEST = 0x0c;

    /// The vendor's: see [Tunnel].
    public static final int TUNNEL = 0xd8;

    private AdminOpcode() {}

    /// Returns the command's name, or its number.
    public static String describe(int opcode) {
        return switch (opcode) {
            case DELETE_SQ -> "Delete I/O Submission Queue";
            case CREATE_SQ -> "Create I/O Submission Queue";
            case GET_LOG_PAGE -> "Get Log Page";
            case DELETE_CQ -> "Delete I/O Completion Queue";
            case CREATE_CQ -> "Create I/O Completion Queue";
            case IDENTIFY -> "Identify";
            case ABORT -> "Abort";
            case SET_FEATURES -> "Set Features";
            case GET_FEATURES -> "Get Features";
            case ASYNC_EVENT_REQUEST -> "Asynchronous Event Request";
            case TUNNEL -> "Tunnel";
            default -> "0x%02x".formatted(opcode);
        };
    }
}
