package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;

import java.util.List;
import java.util.Map;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.nvme.NvmeRegisters;

/// The storage co-processor's doorbells. RTKit carries no messages for storage: these are registers, which captures
/// hold as if each were an endpoint, and what the AP writes to it a message.
///
/// The numbers of the endpoints are ours: no firmware has so many.
public final class NvmeDoorbell {
    /// [NvmeRegisters#LINEAR_ASQ], or [NvmeRegisters#ASQ_TAIL].
    public static final int ADMIN_SUBMISSION = 0x40;
    /// [NvmeRegisters#LINEAR_IOSQ], or [NvmeRegisters#IOSQ_TAIL].
    public static final int IO_SUBMISSION = 0x41;
    /// [NvmeRegisters#ACQ_HEAD].
    public static final int ADMIN_COMPLETION = 0x42;
    /// [NvmeRegisters#IOCQ_HEAD].
    public static final int IO_COMPLETION = 0x43;

    /// Of a linear submission queue the command's tag, of a ring its new tail, of a completion queue its new head.
    public static final Bits INDEX = bits("INDEX", 31, 0, FieldType.DEC, "linux apple.c");

    public static final Layout WRITTEN = Layout.named(
                    "NVME_DOORBELL", Direction.AP_TO_IOP, "A command is submitted, or completions have been taken")
            .with(INDEX);

    public static final List<Layout> LAYOUTS = List.of(WRITTEN);

    static final Map<Integer, String> NAMES = Map.of(
            ADMIN_SUBMISSION, "admin-sq", IO_SUBMISSION, "io-sq", ADMIN_COMPLETION, "admin-cq", IO_COMPLETION, "io-cq");

    private NvmeDoorbell() {}

    /// Returns the endpoint for a register of the NVMe block, or -1 where it is no doorbell.
    ///
    /// @param offset from the block's base, in bytes
    public static int endpoint(long offset) {
        return switch ((int) offset) {
            case NvmeRegisters.LINEAR_ASQ, NvmeRegisters.ASQ_TAIL -> ADMIN_SUBMISSION;
            case NvmeRegisters.LINEAR_IOSQ, NvmeRegisters.IOSQ_TAIL -> IO_SUBMISSION;
            case NvmeRegisters.ACQ_HEAD -> ADMIN_COMPLETION;
            case NvmeRegisters.IOCQ_HEAD -> IO_COMPLETION;
            default -> -1;
        };
    }
}
