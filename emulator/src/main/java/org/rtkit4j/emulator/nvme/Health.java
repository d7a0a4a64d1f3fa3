package org.rtkit4j.emulator.nvme;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.wire.nvme.LogId.ErrorEntry;
import org.rtkit4j.wire.nvme.LogId.Smart;
import org.rtkit4j.wire.nvme.NvmeStatus;

/// What the controller counts: its error log and its health. Outlives the firmware.
final class Health {
    static final int ERROR_ENTRIES = 64;

    private static final int SECTOR_BYTES = 512;
    private static final int SECTORS_PER_UNIT = Smart.DATA_UNIT_BYTES / SECTOR_BYTES;
    private static final int TEMPERATURE_KELVIN = 310;
    private static final int NO_PARAMETER = 0xffff;

    // Newest last, in a ring.
    private final byte[] errors = new byte[ERROR_ENTRIES * ErrorEntry.BYTES];
    private final MemorySegment errorLog = MemorySegment.ofArray(errors);
    private long errorCount;
    private long sectorsRead;
    private long sectorsWritten;
    private long reads;
    private long writes;
    private long mediaErrors;
    private long powerCycles;

    void onPowerOn() {
        powerCycles++;
    }

    void onRead(long bytes) {
        reads++;
        sectorsRead += bytes / SECTOR_BYTES;
    }

    void onWrite(long bytes) {
        writes++;
        sectorsWritten += bytes / SECTOR_BYTES;
    }

    /// Notes a command that failed.
    void onError(Command command, NvmeStatus status, long block) {
        long at = errorCount % ERROR_ENTRIES * ErrorEntry.BYTES;
        errorCount++;
        ErrorEntry.COUNT.put(errorLog, at, errorCount);
        ErrorEntry.SQ_ID.put(errorLog, at, command.queue);
        ErrorEntry.CID.put(errorLog, at, command.cid);
        ErrorEntry.STATUS.put(errorLog, at, (long) status.code() << 1);
        ErrorEntry.PARAMETER.put(errorLog, at, NO_PARAMETER);
        ErrorEntry.LBA.put(errorLog, at, block);
        ErrorEntry.NSID.put(errorLog, at, command.nsid);
        boolean isMedia = status == NvmeStatus.UNRECOVERED_READ_ERROR || status == NvmeStatus.WRITE_FAULT;
        mediaErrors += isMedia ? 1 : 0;
    }

    /// Writes the error log, newest first.
    void errorLog(byte[] page) {
        for (int i = 0; i < Math.min(errorCount, ERROR_ENTRIES); i++) {
            int from = (int) ((errorCount - 1 - i) % ERROR_ENTRIES) * ErrorEntry.BYTES;
            System.arraycopy(errors, from, page, i * ErrorEntry.BYTES, ErrorEntry.BYTES);
        }
    }

    /// Writes the SMART log.
    void smartLog(byte[] page, long unsafeShutdowns) {
        MemorySegment log = MemorySegment.ofArray(page);
        Smart.TEMPERATURE.put(log, 0, TEMPERATURE_KELVIN);
        Smart.SPARE.put(log, 0, 100);
        Smart.SPARE_THRESHOLD.put(log, 0, 99);
        Smart.UNITS_READ.put(log, 0, units(sectorsRead));
        Smart.UNITS_WRITTEN.put(log, 0, units(sectorsWritten));
        Smart.READS.put(log, 0, reads);
        Smart.WRITES.put(log, 0, writes);
        Smart.POWER_CYCLES.put(log, 0, powerCycles);
        Smart.UNSAFE_SHUTDOWNS.put(log, 0, unsafeShutdowns);
        Smart.MEDIA_ERRORS.put(log, 0, mediaErrors);
        Smart.ERRORS.put(log, 0, errorCount);
    }

    private static long units(long sectors) {
        return (sectors + SECTORS_PER_UNIT - 1) / SECTORS_PER_UNIT;
    }
}
