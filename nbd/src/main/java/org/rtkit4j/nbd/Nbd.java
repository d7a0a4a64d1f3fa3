package org.rtkit4j.nbd;

import org.rtkit4j.drivers.disk.DiskStatus;

/// The numbers of the protocol; everything is big-endian.
///
/// Source: NetworkBlockDevice/nbd, `doc/proto.md`.
final class Nbd {
    /// What a server says first, and before each option's answer.
    static final long MAGIC = 0x4e42_444d_4147_4943L;
    static final long OPTION_MAGIC = 0x4948_4156_454f_5054L;
    static final long OPTION_REPLY_MAGIC = 0x0003_e889_0455_65a9L;
    static final int REQUEST_MAGIC = 0x2560_9513;
    static final int SIMPLE_REPLY_MAGIC = 0x6744_6698;
    static final int STRUCTURED_REPLY_MAGIC = 0x668e_33ef;

    /// Handshake flags, the server's and the client's: fixed newstyle, and no padding after EXPORT_NAME.
    static final int FIXED_NEWSTYLE = 1;
    static final int NO_ZEROES = 2;

    static final int OPT_EXPORT_NAME = 1;
    static final int OPT_ABORT = 2;
    static final int OPT_LIST = 3;
    static final int OPT_INFO = 6;
    static final int OPT_GO = 7;
    static final int OPT_STRUCTURED_REPLY = 8;
    static final int OPT_LIST_META_CONTEXT = 9;
    static final int OPT_SET_META_CONTEXT = 10;

    static final int REP_ACK = 1;
    static final int REP_SERVER = 2;
    static final int REP_INFO = 3;
    static final int REP_ERR_UNSUP = 0x8000_0001;
    static final int REP_ERR_INVALID = 0x8000_0003;
    static final int REP_ERR_UNKNOWN = 0x8000_0006;
    static final int REP_ERR_TOO_BIG = 0x8000_0009;

    static final int INFO_EXPORT = 0;
    static final int INFO_NAME = 1;
    static final int INFO_DESCRIPTION = 2;
    static final int INFO_BLOCK_SIZE = 3;

    static final int HAS_FLAGS = 1;
    static final int READ_ONLY = 1 << 1;
    static final int SEND_FLUSH = 1 << 2;
    static final int SEND_FUA = 1 << 3;
    static final int SEND_TRIM = 1 << 5;
    static final int SEND_WRITE_ZEROES = 1 << 6;
    static final int SEND_DF = 1 << 7;
    static final int CAN_MULTI_CONN = 1 << 8;

    static final int CMD_READ = 0;
    static final int CMD_WRITE = 1;
    static final int CMD_DISC = 2;
    static final int CMD_FLUSH = 3;
    static final int CMD_TRIM = 4;
    static final int CMD_WRITE_ZEROES = 6;

    static final int FLAG_FUA = 1;
    static final int FLAG_NO_HOLE = 1 << 1;
    static final int FLAG_DF = 1 << 2;

    static final int REPLY_DONE = 1;
    static final int REPLY_OFFSET_DATA = 1;
    static final int REPLY_ERROR = 0x8001;

    static final int EPERM = 1;
    static final int EIO = 5;
    static final int ENOMEM = 12;
    static final int EINVAL = 22;
    static final int ENOSPC = 28;
    static final int ESHUTDOWN = 108;

    /// What a client may expect to be taken without asking, and the most that this server takes.
    static final int MAX_PAYLOAD_BYTES = 32 << 20;

    /// The longest string that the protocol allows.
    static final int MAX_STRING_BYTES = 4096;

    static final int OPTION_HEADER_BYTES = 16;
    static final int REQUEST_BYTES = 28;

    private Nbd() {}

    /// Returns the protocol's error for what came of a command, 0 for none.
    static int error(DiskStatus status) {
        return switch (status) {
            case OK -> 0;
            case REFUSED -> EINVAL;
            case LOST -> ESHUTDOWN;
            case MEDIA_ERROR, INTERNAL_ERROR, PENDING -> EIO;
        };
    }
}
