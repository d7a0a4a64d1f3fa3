package org.rtkit4j.hardware.proxy.wire;

import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;

import java.util.List;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// Requests, host → target: 64 bytes, zero where a type declares nothing.
public final class Requests {
    private static final String SOURCE = "m1n1 src/uartproxy.c, UartRequest";
    private static final String OPCODES = "m1n1 src/proxy.h, ProxyRequest";

    /// Length of every request.
    public static final int BYTES = 64;

    public static final Field TYPE = u32("TYPE", 0, SOURCE);
    public static final Field CHECKSUM = u32("CHECKSUM", 60, SOURCE + ": over bytes 0 to 59");

    /// What the host can do: [ProxyFeatures].
    public static final Field FEATURES = u64("FEATURES", 4, SOURCE);

    public static final Struct NOP = Struct.of("NOP request", "Agrees on features", BYTES, TYPE, FEATURES, CHECKSUM);

    public static final Field OPCODE = u64("OPCODE", 4, OPCODES);
    public static final List<Field> ARGS = List.of(arg(0), arg(1), arg(2), arg(3), arg(4), arg(5));

    public static final Struct PROXY = Struct.of(
            "PROXY request",
            "Calls an opcode",
            BYTES,
            TYPE,
            OPCODE,
            ARGS.get(0),
            ARGS.get(1),
            ARGS.get(2),
            ARGS.get(3),
            ARGS.get(4),
            ARGS.get(5),
            CHECKSUM);

    public static final Field ADDRESS = u64("ADDRESS", 4, SOURCE);
    public static final Field SIZE = u64("SIZE", 12, SOURCE);

    public static final Struct MEMREAD =
            Struct.of("MEMREAD request", "Reads memory", BYTES, TYPE, ADDRESS, SIZE, CHECKSUM);

    public static final Field DATA_CHECKSUM = u32("DATA_CHECKSUM", 20, SOURCE);

    public static final Struct MEMWRITE = Struct.of(
            "MEMWRITE request",
            "Writes memory; the data follow, and END_OF_DATA where they have no checksum",
            BYTES,
            TYPE,
            ADDRESS,
            SIZE,
            DATA_CHECKSUM,
            CHECKSUM);

    public static final List<Struct> ALL = List.of(NOP, PROXY, MEMREAD, MEMWRITE);

    private Requests() {}

    private static Field arg(int index) {
        return u64("ARG" + index, 12 + 8 * index, OPCODES);
    }
}
