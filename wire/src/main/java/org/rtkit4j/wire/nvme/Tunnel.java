package org.rtkit4j.wire.nvme;

import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;
import static org.rtkit4j.wire.layout.Field.u8;

import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// The vendor's admin command [AdminOpcode#TUNNEL]: a request and an answer in buffers of 16 KiB of their own.
///
/// Their addresses stand in the SQE ([Sqe#TUNNEL_REQUEST], [Sqe#TUNNEL_ANSWER]); the SART must let the co-processor
/// reach them: PRPs and TCB say nothing of them. Source: m1n1 `hv/trace_nvme.py`, for what it decodes; the rest of the
/// request is unknown.
public final class Tunnel {
    public static final int BUFFER_BYTES = 0x4000;

    public static final int SET_TIME = 0x06;
    public static final int NAND_ID = 0x38;
    public static final int NAND_GEOMETRY = 0xba;

    private static final String SOURCE = "m1n1 hv/trace_nvme.py";

    /// [#SET_TIME] and so on.
    public static final Field OPCODE = u8("opcode", 0x0c, SOURCE);

    /// Of [#SET_TIME]: seconds since 1970.
    public static final Field UNIX_TIME = u32("unix time", 0x1c, SOURCE);

    public static final Field TIME_0 = u64("time 0", 0x20, SOURCE);
    public static final Field TIME_1 = u64("time 1", 0x28, SOURCE);
    public static final Struct STRUCT =
            Struct.of("Tunnel request", "What a tunnel command asks for", 0x30, OPCODE, UNIX_TIME, TIME_0, TIME_1);

    private Tunnel() {}
}
