package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.BOTH;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The display co-processor's main endpoint, 0x37: remote procedure calls in both directions.
///
/// Calls of one context nest; an answer belongs to the innermost open call of its context.
public final class Iomfb {
    public static final int ENDPOINT = 0x37;

    public static final Bits TYPE = bits("TYPE", 3, 0, "m1n1 fw/dcp/dcpep.py");
    public static final Bits ACK = flag("ACK", 6, "m1n1 fw/dcp/dcpep.py");
    public static final Bits CONTEXT = bits(
            "CTX",
            11,
            8,
            FieldType.names("CB", "", "CMD", "ASYNC", "OOBCB", "", "OOBCMD", "OOBASYNC"),
            "m1n1 fw/dcp/dcpep.py");
    public static final Bits OFFSET = bits("OFF", 31, 16, "m1n1 fw/dcp/dcpep.py");
    public static final Bits LENGTH = bits("LEN", 63, 32, FieldType.BYTES, "m1n1 fw/dcp/dcpep.py");

    public static final Layout SET_SHARED_MEMORY = Layout.named(
                    "SET_SHMEM", AP_TO_IOP, "The shared memory that calls pass their data through")
            .when(TYPE, 0)
            .with(
                    bits("DVA", 63, 16, FieldType.ADDRESS, "m1n1 fw/dcp/dcpep.py"),
                    bits("FLAG", 7, 4, "m1n1 fw/dcp/dcpep.py"));

    public static final Layout INIT_COMPLETE = Layout.named(
                    "INIT_COMPLETE", IOP_TO_AP, "The endpoint is ready for calls")
            .when(TYPE, 1);

    public static final Layout CALL = Layout.named("CALL", BOTH, "A call: its data lies at OFF of the context's area")
            .when(TYPE, 2)
            .when(ACK, 0)
            .with(LENGTH, OFFSET, CONTEXT);

    public static final Layout RETURN = Layout.named("RETURN", BOTH, "The innermost open call of the context returns")
            .when(TYPE, 2)
            .when(ACK, 1)
            .with(LENGTH, OFFSET, CONTEXT);

    public static final List<Layout> LAYOUTS = List.of(SET_SHARED_MEMORY, INIT_COMPLETE, CALL, RETURN);

    private Iomfb() {}
}
