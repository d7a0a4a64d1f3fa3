package org.rtkit4j.wire.nvme;

import static org.rtkit4j.wire.layout.Field.bytes;
import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;
import static org.rtkit4j.wire.layout.Field.u8;

import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// The controller's logs, for Get Log Page. Source: NVM Express Base Specification 1.4, section 5.14.1.
public final class LogId {
    /// [ErrorEntry]s, newest first.
    public static final int ERROR = 0x01;
    /// [Smart].
    public static final int SMART = 0x02;
    /// [FirmwareSlots].
    public static final int FIRMWARE_SLOTS = 0x03;

    private static final String SPEC = "NVMe 1.4 5.14.1";

    /// A command that failed.
    public static final class ErrorEntry {
        public static final int BYTES = 64;

        /// Number of the error, from 1; 0: the entry is not used.
        public static final Field COUNT = u64("error count", 0x00, SPEC);

        public static final Field SQ_ID = u16("SQ id", 0x08, SPEC);
        public static final Field CID = u16("command id", 0x0a, SPEC);
        /// As in the CQE, with its phase.
        public static final Field STATUS = u16("status", 0x0c, SPEC);
        /// Byte of the SQE in bits 7:0, bit in bits 10:8; 0xffff: none in particular.
        public static final Field PARAMETER = u16("parameter", 0x0e, SPEC);

        public static final Field LBA = u64("first block", 0x10, SPEC);
        public static final Field NSID = u32("namespace", 0x18, SPEC);
        public static final Struct STRUCT = Struct.of(
                "Error log entry", "A command that failed", BYTES, COUNT, SQ_ID, CID, STATUS, PARAMETER, LBA, NSID);

        private ErrorEntry() {}
    }

    /// Health. Counters have 128 bits; their low 64 are named here.
    public static final class Smart {
        public static final int BYTES = 512;
        /// Units in which data is counted, in bytes: thousands of 512.
        public static final int DATA_UNIT_BYTES = 512_000;

        public static final Field WARNINGS = u8("critical warning", 0, SPEC);
        /// Kelvin.
        public static final Field TEMPERATURE = u16("temperature", 1, SPEC);
        /// Percent.
        public static final Field SPARE = u8("available spare", 3, SPEC);

        public static final Field SPARE_THRESHOLD = u8("spare threshold", 4, SPEC);
        public static final Field USED = u8("percentage used", 5, SPEC);
        public static final Field UNITS_READ = u64("data units read", 32, SPEC);
        public static final Field UNITS_WRITTEN = u64("data units written", 48, SPEC);
        public static final Field READS = u64("host reads", 64, SPEC);
        public static final Field WRITES = u64("host writes", 80, SPEC);
        public static final Field BUSY_MINUTES = u64("busy time", 96, SPEC);
        public static final Field POWER_CYCLES = u64("power cycles", 112, SPEC);
        public static final Field POWER_ON_HOURS = u64("power-on hours", 128, SPEC);
        public static final Field UNSAFE_SHUTDOWNS = u64("unsafe shutdowns", 144, SPEC);
        public static final Field MEDIA_ERRORS = u64("media errors", 160, SPEC);
        public static final Field ERRORS = u64("error log entries", 176, SPEC);
        public static final Struct STRUCT = Struct.of(
                "SMART log",
                "Health of the disk",
                BYTES,
                WARNINGS,
                TEMPERATURE,
                SPARE,
                SPARE_THRESHOLD,
                USED,
                UNITS_READ,
                UNITS_WRITTEN,
                READS,
                WRITES,
                BUSY_MINUTES,
                POWER_CYCLES,
                POWER_ON_HOURS,
                UNSAFE_SHUTDOWNS,
                MEDIA_ERRORS,
                ERRORS);

        private Smart() {}
    }

    /// The firmware that runs, and the ones that are stored.
    public static final class FirmwareSlots {
        public static final int BYTES = 512;

        /// The slot that runs in bits 2:0, the next one in bits 6:4.
        public static final Field ACTIVE = u8("active slot", 0, SPEC);
        /// Revision in slot 1: 8 ASCII characters.
        public static final Field SLOT1 = bytes("slot 1", 8, 8, SPEC);

        public static final Struct STRUCT =
                Struct.of("Firmware slot log", "Which firmware is there", BYTES, ACTIVE, SLOT1);

        private FirmwareSlots() {}
    }

    private LogId() {}
}
