package org.rtkit4j.drivers.nvme;

import org.rtkit4j.wire.nvme.AdminOpcode;
import org.rtkit4j.wire.nvme.NvmeStatus;

/// Why a controller is not, or no longer, of use. What it says of a single command is no fault.
public sealed interface NvmeFault {
    /// Returns a sentence.
    String message();

    /// Something did not happen in time.
    record TimedOut(String step, long waitedNanos, int csts) implements NvmeFault {
        @Override
        public String message() {
            return "%s timed out: waited=%d ms, CSTS=0x%x".formatted(step, waitedNanos / 1_000_000, csts);
        }
    }

    /// The controller says of itself that it has failed.
    record Fatal(int csts) implements NvmeFault {
        @Override
        public String message() {
            return "the controller has failed: CSTS=0x%x".formatted(csts);
        }
    }

    /// Registers read all ones: nobody is there.
    record Gone(String register) implements NvmeFault {
        @Override
        public String message() {
            return "nothing answers, registers read all ones: register=" + register;
        }
    }

    /// The controller refused a command that it cannot be used without.
    record AdminRefused(int opcode, int status) implements NvmeFault {
        @Override
        public String message() {
            return "the controller refused %s: status=%s"
                    .formatted(AdminOpcode.describe(opcode), NvmeStatus.describe(status));
        }
    }

    /// The controller says that a command is done which it was not given.
    record UnknownTag(String queue, int tag) implements NvmeFault {
        @Override
        public String message() {
            return "the controller completed a command that it was not given: queue=%s, tag=0x%x".formatted(queue, tag);
        }
    }

    /// The controller may still use the memory of a command that it has completed.
    record NotInvalidated(int tag, int status) implements NvmeFault {
        @Override
        public String message() {
            return "a command's memory is not given back: tag=%d, TCB_STAT=0x%x".formatted(tag, status);
        }
    }

    /// The controller or its disk is not one that this driver can use.
    record Unsupported(String what) implements NvmeFault {
        @Override
        public String message() {
            return what;
        }
    }

    /// There is too little memory that the controller can reach.
    record MemoryRefused(String reason) implements NvmeFault {
        @Override
        public String message() {
            return "no memory for the controller: " + reason;
        }
    }

    /// The co-processor crashed, or broke its protocol.
    record CoprocessorDown(String reason) implements NvmeFault {
        @Override
        public String message() {
            return reason;
        }
    }

    /// After a crash, what had been answered could not be written again.
    record LostWrites(long block, int status) implements NvmeFault {
        @Override
        public String message() {
            return "answered writes are lost, they cannot be written again: block=%d, status=%s"
                    .formatted(block, NvmeStatus.describe(status));
        }
    }

    /// Another disk, or the same with another size, has come back.
    record Changed(String before, String after) implements NvmeFault {
        @Override
        public String message() {
            return "another disk came back after the restart: was=%s, is=%s".formatted(before, after);
        }
    }

    /// Restarting did not help.
    record GivenUp(int restarts, NvmeFault last) implements NvmeFault {
        @Override
        public String message() {
            return "the disk is lost after %d restarts: %s".formatted(restarts, last.message());
        }
    }
}
