package org.rtkit4j.emulator.nvme;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.wire.nvme.DsmRange;
import org.rtkit4j.wire.nvme.IoOpcode;
import org.rtkit4j.wire.nvme.NvmeStatus;
import org.rtkit4j.wire.nvme.Sqe;

/// The commands of the I/O queue.
final class IoCommands {
    private static final int ALL_NAMESPACES = 0xffff_ffff;
    /// No limit to the blocks that a command changes.
    static final int UNLIMITED = Integer.MAX_VALUE;

    private final NvmeConfig config;
    private final Drive drive;
    private final Prp prp;
    private final Nvmmu nvmmu;
    private final HostBugs bugs;
    private final byte[] ranges = new byte[DsmRange.MOST * DsmRange.BYTES];
    private final MemorySegment rangeList = MemorySegment.ofArray(ranges);

    IoCommands(NvmeConfig config, Drive drive, Prp prp, Nvmmu nvmmu, HostBugs bugs) {
        this.config = config;
        this.drive = drive;
        this.prp = prp;
        this.nvmmu = nvmmu;
        this.bugs = bugs;
    }

    /// Returns how many blocks a command is about, from [Command#firstBlock] on; 0 where it has none.
    static long blocks(Command command) {
        return switch (command.opcode) {
            case IoOpcode.READ, IoOpcode.WRITE, IoOpcode.WRITE_ZEROES -> Sqe.RW_NLB.get(command.cdw12()) + 1;
            default -> 0;
        };
    }

    /// Returns whether a command changes no block.
    static boolean isHarmless(int opcode) {
        return opcode == IoOpcode.READ || opcode == IoOpcode.FLUSH;
    }

    /// Carries a command out.
    ///
    /// @param limit after how many changed blocks to stop, as in a crash; [#UNLIMITED]: never
    NvmeStatus carryOut(Command command, int limit) {
        if (command.flags != 0) {
            return NvmeStatus.INVALID_FIELD;
        }
        boolean isForAll = command.opcode == IoOpcode.FLUSH && command.nsid == ALL_NAMESPACES;
        if (command.nsid != IdentifyPages.NAMESPACE && !isForAll) {
            return NvmeStatus.INVALID_NAMESPACE;
        }
        return switch (command.opcode) {
            case IoOpcode.READ -> read(command);
            case IoOpcode.WRITE -> write(command, limit);
            case IoOpcode.FLUSH -> drive.flush();
            case IoOpcode.WRITE_ZEROES -> writeZeroes(command, limit);
            case IoOpcode.DATASET_MANAGEMENT -> manage(command, limit);
            default -> NvmeStatus.INVALID_OPCODE;
        };
    }

    private NvmeStatus read(Command command) {
        int count = (int) blocks(command);
        NvmeStatus status = prepare(command, count, true);
        if (status == NvmeStatus.SUCCESS) {
            drive.health().onRead((long) count * drive.blockBytes());
            status = drive.read(command.firstBlock(), moved(command, count), prp);
        }
        return status;
    }

    // What a read has memory for: where PRP2 is null the NVMMU lets the first page through and drops the second.
    // m1n1's `nvme.c` reads so, with a count of two blocks and the memory of one, and works on hardware.
    private int moved(Command command, int count) {
        long bytes = (long) count * drive.blockBytes();
        int room = Prp.PAGE_BYTES - (int) (command.prp1 & (Prp.PAGE_BYTES - 1));
        boolean isCut = config.rules().shortRead() == NvmeRules.ShortRead.FIRST_PAGE
                && command.prp2 == 0
                && nvmmu.isPresent()
                && bytes > room
                && bytes <= room + Prp.PAGE_BYTES;
        return isCut ? Math.max(1, room / drive.blockBytes()) : count;
    }

    private NvmeStatus write(Command command, int limit) {
        int count = (int) blocks(command);
        NvmeStatus status = prepare(command, count, false);
        if (status == NvmeStatus.SUCCESS) {
            drive.health().onWrite((long) count * drive.blockBytes());
            status = drive.write(command.firstBlock(), Math.min(count, limit), prp, isDurable(command));
        }
        return status;
    }

    private NvmeStatus prepare(Command command, int count, boolean toMemory) {
        if (isOutside(command.firstBlock(), count)) {
            return NvmeStatus.LBA_OUT_OF_RANGE;
        }
        if ((long) count * drive.blockBytes() > config.mostBytes()) {
            return NvmeStatus.INVALID_FIELD;
        }
        int moved = toMemory ? moved(command, count) : count;
        return map(command, moved * drive.blockBytes(), toMemory);
    }

    private NvmeStatus map(Command command, int bytes, boolean toMemory) {
        boolean isAllowed = toMemory ? nvmmu.allowsToMemory(command) : nvmmu.allowsFromMemory(command);
        if (!isAllowed) {
            return NvmeStatus.DATA_TRANSFER_ERROR;
        }
        NvmeStatus status = prp.walk(command.prp1, command.prp2, bytes);
        if (status == NvmeStatus.DATA_TRANSFER_ERROR) {
            bugs.notice(HostBug.PRP_OUTSIDE_MEMORY, prp.fault());
        }
        return status;
    }

    private NvmeStatus writeZeroes(Command command, int limit) {
        long count = blocks(command);
        if (isOutside(command.firstBlock(), count)) {
            return NvmeStatus.LBA_OUT_OF_RANGE;
        }
        drive.health().onWrite(count * drive.blockBytes());
        return drive.zero(command.firstBlock(), Math.min(count, limit), isDurable(command));
    }

    // Hints other than deallocation are taken and forgotten, as the standard allows.
    private NvmeStatus manage(Command command, int limit) {
        int number = (int) Sqe.DSM_NR.get(command.cdw10()) + 1;
        NvmeStatus status = map(command, number * DsmRange.BYTES, false);
        if (status != NvmeStatus.SUCCESS) {
            return status;
        }
        prp.load(ranges, number * DsmRange.BYTES);
        for (int i = 0; i < number; i++) {
            if (isOutside(first(i), count(i))) {
                return NvmeStatus.LBA_OUT_OF_RANGE;
            }
        }
        boolean deallocates = Sqe.DSM_AD.get(command.cdw11()) != 0;
        return deallocates ? deallocate(number, limit) : NvmeStatus.SUCCESS;
    }

    private NvmeStatus deallocate(int number, int limit) {
        NvmeStatus status = NvmeStatus.SUCCESS;
        long left = limit;
        for (int i = 0; i < number && left > 0 && status == NvmeStatus.SUCCESS; i++) {
            long count = Math.min(count(i), left);
            status = drive.zero(first(i), count, false);
            left -= count;
        }
        return status;
    }

    private long first(int range) {
        return DsmRange.FIRST.get(rangeList, (long) range * DsmRange.BYTES);
    }

    private long count(int range) {
        return DsmRange.BLOCKS.get(rangeList, (long) range * DsmRange.BYTES);
    }

    private boolean isOutside(long first, long count) {
        return first < 0 || count > drive.blocks() || first > drive.blocks() - count;
    }

    private boolean isDurable(Command command) {
        return Sqe.RW_FUA.get(command.cdw12()) != 0 && !config.variant().losesFua();
    }
}
