package org.rtkit4j.hardware.proxy.wire;

import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;

import java.util.List;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// Replies, target → host: 36 bytes, zero where a type declares nothing.
public final class Replies {
    private static final String SOURCE = "m1n1 src/uartproxy.c, UartReply";
    private static final String OPCODES = "m1n1 src/proxy.h, ProxyReply";
    private static final String BOOTS = "m1n1 src/uartproxy.h, uartproxy_msg_start";

    /// Length of every reply.
    public static final int BYTES = 36;

    public static final Field TYPE = u32("TYPE", 0, SOURCE + ": that of the request");
    /// [FrameStatus], signed.
    public static final Field STATUS = u32("STATUS", 4, SOURCE);

    public static final Field CHECKSUM = u32("CHECKSUM", 32, SOURCE + ": over bytes 0 to 31");

    /// What holds from now on: [ProxyFeatures].
    public static final Field FEATURES = u64("FEATURES", 8, SOURCE);

    public static final Struct NOP =
            Struct.of("NOP reply", "Agrees on features", BYTES, TYPE, STATUS, FEATURES, CHECKSUM);

    public static final Field OPCODE = u64("OPCODE", 8, OPCODES);
    /// 0, or -1 where the target does not know the opcode.
    public static final Field CALL_STATUS = u64("CALL_STATUS", 16, OPCODES);

    public static final Field RESULT = u64("RESULT", 24, OPCODES);

    public static final Struct PROXY =
            Struct.of("PROXY reply", "Result of a call", BYTES, TYPE, STATUS, OPCODE, CALL_STATUS, RESULT, CHECKSUM);

    public static final Field DATA_CHECKSUM = u32("DATA_CHECKSUM", 8, SOURCE);

    public static final Struct MEMREAD = Struct.of(
            "MEMREAD reply",
            "Memory; the data follow where STATUS is 0, and END_OF_DATA where they have no checksum",
            BYTES,
            TYPE,
            STATUS,
            DATA_CHECKSUM,
            CHECKSUM);

    public static final Struct MEMWRITE =
            Struct.of("MEMWRITE reply", "Whether memory was written", BYTES, TYPE, STATUS, DATA_CHECKSUM, CHECKSUM);

    /// [org.rtkit4j.hardware.proxy.client.BootReason].
    public static final Field REASON = u32("REASON", 8, BOOTS);
    /// Of an exception: 0 synchronous, 1 IRQ, 2 FIQ, 3 SError.
    public static final Field CODE = u32("CODE", 12, BOOTS);

    public static final Field INFO = u64("INFO", 16, BOOTS + ": address of what there is to know");

    public static final Struct BOOT =
            Struct.of("BOOT", "The proxy starts, unasked", BYTES, TYPE, STATUS, REASON, CODE, INFO, CHECKSUM);

    /// The call status of an opcode that a target does not know.
    public static final long UNKNOWN_OPCODE = -1;

    public static final List<Struct> ALL = List.of(NOP, PROXY, MEMREAD, MEMWRITE, BOOT);

    private Replies() {}
}
