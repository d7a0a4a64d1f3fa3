package org.rtkit4j.forensics.crashlog;

import java.util.List;

/// The payload of a section, with every bit of it: what has no name is kept as `unknown`, what stands behind as
/// `rest`.
///
/// The layouts are those of [org.rtkit4j.wire.crashlog.CrashlogFormat]. [SectionCodec] reads and writes them.
public sealed interface SectionBody {
    /// `Cver`.
    ///
    /// @param uuid 16 bytes
    /// @param text the version with its NUL and whatever pads it
    record Version(Bytes uuid, Bytes text) implements SectionBody {}

    /// `Cstr`.
    ///
    /// @param text the message with its NUL and whatever pads it
    record Message(int id, Bytes text) implements SectionBody {}

    /// `Ctim`.
    record Time(long time, Bytes rest) implements SectionBody {}

    /// `Cmbx`.
    ///
    /// @param unknown 16 bytes
    record Mailbox(Bytes unknown, int type, int unknown14, int index, List<MailboxEntry> entries, Bytes rest)
            implements SectionBody {
        public Mailbox {
            entries = List.copyOf(entries);
        }
    }

    /// One message of `Cmbx`.
    ///
    /// @param time the low 32 bits of the counter
    record MailboxEntry(long endpoint, long message, int time, int padding) {}

    /// `Crg8`.
    ///
    /// @param x x0 to x30
    /// @param v 64 words, presumably q0 to q31, the lower half of each first
    record RegistersV8(
            int unknown0,
            int unknown4,
            List<Long> x,
            long sp,
            long pc,
            long psr,
            long cpacr,
            long fpsr,
            long fpcr,
            List<Long> v,
            long far,
            long unknown338,
            long esr,
            long unknown348,
            Bytes rest)
            implements SectionBody {
        public RegistersV8 {
            x = List.copyOf(x);
            v = List.copyOf(v);
        }
    }

    /// `CrgA`.
    ///
    /// @param r r0 to r15
    /// @param stack 0x100 bytes
    /// @param unknown 16 bytes
    record RegistersV7(
            int unknown0, int unknown4, List<Integer> r, int psr, int unknown4c, Bytes stack, Bytes unknown, Bytes rest)
            implements SectionBody {
        public RegistersV7 {
            r = List.copyOf(r);
        }
    }

    /// `Ccst`.
    ///
    /// @param addresses all words, with the zero that ends the stack
    record CallStack(int task, int unknown, List<Long> addresses, Bytes rest) implements SectionBody {
        public CallStack {
            addresses = List.copyOf(addresses);
        }
    }

    /// `CasC`: the six error registers in the order of the format.
    record AsyncErrors(List<Long> registers, Bytes rest) implements SectionBody {
        public AsyncErrors {
            registers = List.copyOf(registers);
        }
    }

    /// `Crtk`.
    record Tasks(List<TaskEntry> tasks, Bytes rest) implements SectionBody {
        public Tasks {
            tasks = List.copyOf(tasks);
        }
    }

    /// One task of `Crtk`.
    ///
    /// @param id 16 bits
    /// @param flags 16 bits
    /// @param unknown18 16 bytes
    /// @param name 28 bytes, padded with NUL
    /// @param stack its return addresses
    record TaskEntry(
            int id,
            int flags,
            int unknown4,
            int unknown8,
            int unknownC,
            long pointer,
            Bytes unknown18,
            Bytes name,
            List<Long> stack) {
        public TaskEntry {
            stack = List.copyOf(stack);
        }
    }

    /// `Ccdp`.
    record Mappings(List<Mapping> mappings, Bytes rest) implements SectionBody {
        public Mappings {
            mappings = List.copyOf(mappings);
        }
    }

    /// One page of `Ccdp`.
    record Mapping(long virtual, long physical, int flags) {}

    /// Anything else, and what is too short for its tag: `Cpct`, `Cnvr` and `Csta` among them.
    record Opaque(Bytes payload) implements SectionBody {}
}
