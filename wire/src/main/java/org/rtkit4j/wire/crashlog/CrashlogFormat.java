package org.rtkit4j.wire.crashlog;

import static org.rtkit4j.wire.layout.Field.bytes;
import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;

import java.util.List;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// The binary crash log: a header, sections, and a terminator that repeats the header's tag.
///
/// ```text
/// log        := header section* terminator
/// header     := Header, 0x20 bytes, tag CLHE
/// section    := SectionHeader payload        SectionHeader.SIZE counts its own 16 bytes
/// terminator := SectionHeader with tag CLHE  its size means nothing
/// ```
///
/// Numbers are little-endian. A tag is a 32-bit number whose most significant byte is its first letter, so that a hex
/// dump shows it backwards. Worked example, the shortest log of a firmware that says `panic`:
///
/// ```text
/// 00: 45 48 4C 43  01 00 00 00  84 00 00 00  00 00 00 00  00 ... 00       CLHE, version 1, 0x84 bytes
/// 20: 72 65 76 43  00 00 00 00  00 00 00 00  38 00 00 00  uuid, "RTKit_iOS-1.0.0"      Cver
/// 58: 72 74 73 43  00 00 00 00  00 00 00 00  1C 00 00 00  00 00 00 00  "panic"         Cstr
/// 74: 45 48 4C 43  00 00 00 00  00 00 00 00  10 00 00 00                               terminator
/// ```
///
/// Sources: linux `rtkit-crashlog.c`, m1n1 `fw/asc/crash.py`. Linux passes the inclusive size to its printers as if
/// it were the payload's; we do not.
public final class CrashlogFormat {
    /// Tag of header and terminator.
    public static final int CLHE = 0x434c_4845;
    /// Version of the firmware and its UUID.
    public static final int CVER = 0x4376_6572;
    /// A message: the panic text.
    public static final int CSTR = 0x4373_7472;
    /// The co-processor's time of the crash.
    public static final int CTIM = 0x4374_696d;
    /// Mailbox history.
    public static final int CMBX = 0x436d_6278;
    /// Registers of an ARMv8 core.
    public static final int CRG8 = 0x4372_6738;
    /// Registers of an ARMv7 core.
    public static final int CRGA = 0x4372_6741;
    /// Call stack of the faulting task.
    public static final int CCST = 0x4363_7374;
    /// Asynchronous error registers of the core.
    public static final int CASC = 0x4361_7343;
    /// Tasks.
    public static final int CRTK = 0x4372_746b;
    /// Page mappings.
    public static final int CCDP = 0x4363_6470;
    /// Seen in reports; meaning unknown, payload starts with `mTCP`.
    public static final int CPCT = 0x4370_6374;
    /// Seen near the end of logs of M4 storage firmware; meaning unknown.
    public static final int CNVR = 0x436e_7672;
    /// Seen near the end of logs of M4 storage firmware; meaning unknown.
    public static final int CSTA = 0x4373_7461;

    private static final String LINUX = "linux rtkit-crashlog.c";
    private static final String M1N1 = "m1n1 fw/asc/crash.py";

    /// The first 0x20 bytes.
    public static final class Header {
        public static final Field TAG = u32("tag", 0x00, LINUX);
        public static final Field VERSION = u32("version", 0x04, LINUX);
        /// Bytes from the header's start that mean something; used as an upper bound only.
        public static final Field SIZE = u32("size", 0x08, LINUX);
        public static final Field FLAGS = u32("flags", 0x0c, LINUX);
        public static final Struct STRUCT = Struct.of(
                "Header CLHE",
                "The start of a crash log",
                0x20,
                TAG,
                VERSION,
                SIZE,
                FLAGS,
                bytes("unknown", 0x10, 16, LINUX));

        private Header() {}
    }

    /// The 16 bytes before a section's payload.
    public static final class SectionHeader {
        public static final Field TAG = u32("tag", 0x00, LINUX);
        public static final Field VERSION = u32("version or padding", 0x04, M1N1);
        public static final Field FLAGS = u32("flags", 0x08, LINUX);
        public static final Field SIZE = u32("size, with these 16 bytes", 0x0c, LINUX);
        public static final Struct STRUCT =
                Struct.of("Section header", "What every section begins with", 16, TAG, VERSION, FLAGS, SIZE);

        private SectionHeader() {}
    }

    /// Payload of `Cver`: a UUID of 16 bytes, then text.
    public static final class Version {
        public static final Field UUID = bytes("uuid", 0x00, 16, M1N1);
        public static final int TEXT = 16;
        public static final Struct STRUCT =
                Struct.of("Cver", "UUID and version of the firmware; NUL-terminated text follows", TEXT, UUID);

        private Version() {}
    }

    /// Payload of `Cstr`: an id, then text.
    public static final class Message {
        public static final Field ID = u32("id", 0x00, LINUX);
        public static final int TEXT = 4;
        public static final Struct STRUCT =
                Struct.of("Cstr", "A message, in one or several lines; NUL-terminated text follows", TEXT, ID);

        private Message() {}
    }

    /// Payload of `Ctim`.
    public static final class Time {
        public static final Field TIME = u64("time", 0x00, LINUX);
        public static final Struct STRUCT =
                Struct.of("Ctim", "The co-processor's counter at the crash; its unit is not known", 8, TIME);

        private Time() {}
    }

    /// Payload of `Cmbx`: this head, then [MailboxEntry] after [MailboxEntry].
    public static final class MailboxHead {
        public static final Field TYPE = u32("type", 0x10, LINUX);
        public static final Field INDEX = u32("index", 0x18, LINUX);
        public static final Struct STRUCT = Struct.of(
                "Cmbx",
                "Mailbox history: this head, then entries to the end of the section",
                28,
                bytes("unknown", 0x00, 16, LINUX),
                TYPE,
                u32("unknown", 0x14, LINUX),
                INDEX);

        private MailboxHead() {}
    }

    /// One message of the history. Linux prints the words as msg0 and msg1, which hides that the endpoint comes
    /// first.
    public static final class MailboxEntry {
        public static final Field ENDPOINT = u64("endpoint", 0x00, M1N1);
        public static final Field MESSAGE = u64("message", 0x08, M1N1);
        public static final Field TIMESTAMP = u32("timestamp, low 32 bits", 0x10, M1N1);
        public static final Struct STRUCT = Struct.of(
                "Cmbx entry",
                "One message; the direction is not recorded",
                24,
                ENDPOINT,
                MESSAGE,
                TIMESTAMP,
                u32("padding", 0x14, M1N1));

        private MailboxEntry() {}
    }

    /// Payload of `Crg8`.
    public static final class RegistersV8 {
        public static final int X_COUNT = 31;
        public static final Field X = bytes("x0..x30", 0x008, 8 * X_COUNT, LINUX);
        public static final Field SP = u64("sp", 0x100, LINUX);
        public static final Field PC = u64("pc", 0x108, LINUX);
        public static final Field PSR = u64("psr", 0x110, LINUX);
        public static final Field CPACR = u64("cpacr", 0x118, LINUX);
        public static final Field FPSR = u64("fpsr", 0x120, LINUX);
        public static final Field FPCR = u64("fpcr", 0x128, LINUX);
        public static final Field V = bytes("64 x u64, presumably q0..q31", 0x130, 512, LINUX);
        public static final Field FAR = u64("far", 0x330, LINUX);
        public static final Field ESR = u64("esr", 0x340, LINUX);
        public static final Struct STRUCT = Struct.of(
                "Crg8",
                "Registers of an ARMv8 core at the exception",
                0x350,
                u32("unknown", 0x000, LINUX),
                u32("unknown", 0x004, LINUX),
                X,
                SP,
                PC,
                PSR,
                CPACR,
                FPSR,
                FPCR,
                V,
                FAR,
                u64("unknown", 0x338, LINUX),
                ESR,
                u64("unknown", 0x348, LINUX));

        private RegistersV8() {}
    }

    /// Payload of `CrgA`.
    public static final class RegistersV7 {
        private static final String HOOLOCK = "hoolock rtkit-crashlog.c";

        public static final int R_COUNT = 16;
        public static final Field R = bytes("r0..r15", 0x08, 4 * R_COUNT, HOOLOCK);
        public static final Field PSR = u32("psr", 0x48, HOOLOCK);
        public static final Field STACK = bytes("stack", 0x50, 0x100, HOOLOCK);
        public static final Struct STRUCT = Struct.of(
                "CrgA",
                "Registers of an ARMv7 core at the exception",
                0x160,
                u32("unknown", 0x00, HOOLOCK),
                u32("unknown", 0x04, HOOLOCK),
                R,
                PSR,
                u32("unknown", 0x4c, HOOLOCK),
                STACK,
                bytes("unknown", 0x150, 16, HOOLOCK));

        private RegistersV7() {}
    }

    /// Payload of `Ccst`: this head, then return addresses of 8 bytes; 0 ends the list.
    public static final class CallStack {
        public static final Field TASK = u32("task id", 0x00, M1N1);
        public static final int ADDRESSES = 8;
        public static final Struct STRUCT = Struct.of(
                "Ccst",
                "Call stack of the faulting task: return addresses follow, 0 ends them",
                8,
                TASK,
                u32("unknown", 0x04, M1N1));

        private CallStack() {}
    }

    /// Payload of `CasC`.
    public static final class AsyncErrors {
        public static final List<Field> REGISTERS = List.of(
                u64("l2c_err_sts", 0x00, M1N1),
                u64("l2c_err_adr", 0x08, M1N1),
                u64("l2c_err_inf", 0x10, M1N1),
                u64("lsu_err_sts", 0x18, M1N1),
                u64("fed_err_sts", 0x20, M1N1),
                u64("mmu_err_sts", 0x28, M1N1));
        public static final Struct STRUCT =
                new Struct("CasC", "Asynchronous error registers of the core", 0x30, REGISTERS);

        private AsyncErrors() {}
    }

    /// One entry of `Crtk`; `POINTER_COUNT` return addresses of 8 bytes follow it.
    public static final class Task {
        public static final Field ID = u16("id", 0x00, M1N1);
        public static final Field FLAGS = u16("flags", 0x02, M1N1);
        public static final Field POINTER = u64("pointer", 0x10, M1N1);
        public static final Field POINTER_COUNT = u32("pointer count", 0x28, M1N1);
        public static final Field NAME = bytes("name, NUL padded", 0x2c, 28, M1N1);
        public static final Struct STRUCT = Struct.of(
                "Crtk entry",
                "One task; its stack's return addresses follow",
                0x48,
                ID,
                FLAGS,
                u32("unknown", 0x04, M1N1),
                u32("unknown", 0x08, M1N1),
                u32("unknown", 0x0c, M1N1),
                POINTER,
                bytes("unknown", 0x18, 16, M1N1),
                POINTER_COUNT,
                NAME);

        private Task() {}
    }

    /// One entry of `Ccdp`; a remainder shorter than an entry is ignored.
    public static final class Mapping {
        public static final Field VIRTUAL = u64("virtual address", 0x00, M1N1);
        public static final Field PHYSICAL = u64("physical address", 0x08, M1N1);
        public static final Struct STRUCT =
                Struct.of("Ccdp entry", "One page mapping", 20, VIRTUAL, PHYSICAL, u32("unknown", 0x10, M1N1));

        private Mapping() {}
    }

    /// Every structure, in the order of the documents.
    public static final List<Struct> STRUCTS = List.of(
            Header.STRUCT,
            SectionHeader.STRUCT,
            Version.STRUCT,
            Message.STRUCT,
            Time.STRUCT,
            MailboxHead.STRUCT,
            MailboxEntry.STRUCT,
            RegistersV8.STRUCT,
            RegistersV7.STRUCT,
            CallStack.STRUCT,
            AsyncErrors.STRUCT,
            Task.STRUCT,
            Mapping.STRUCT);

    private CrashlogFormat() {}

    /// Returns a tag as its four letters, or as a number where it is not text.
    public static String tagName(int tag) {
        var name = new StringBuilder(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            char letter = (char) (tag >>> shift & 0xff);
            if (letter < 0x20 || letter > 0x7e) {
                return "0x%08x".formatted(tag);
            }
            name.append(letter);
        }
        return name.toString();
    }
}
