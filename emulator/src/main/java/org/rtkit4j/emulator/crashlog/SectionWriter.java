package org.rtkit4j.emulator.crashlog;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Header;
import org.rtkit4j.wire.crashlog.CrashlogFormat.SectionHeader;

/// Puts sections one behind the other, as long as they and the terminator fit.
final class SectionWriter {
    private static final int VERSION = 1;
    private static final int ALIGNMENT = 8;
    private static final int SECTION_HEADER_BYTES = SectionHeader.STRUCT.sizeBytes();
    // m1n1's parser reads 16 bytes behind the terminator's header, whatever size that gives.
    private static final int TERMINATOR_BYTES = SECTION_HEADER_BYTES + 16;

    private final byte[] bytes;
    private final MemorySegment memory;
    private int end = Header.STRUCT.sizeBytes();

    SectionWriter(int limitBytes) {
        if (limitBytes < end + TERMINATOR_BYTES) {
            throw new IllegalArgumentException("no room for a crash log: size=" + limitBytes);
        }
        bytes = new byte[limitBytes];
        memory = MemorySegment.ofArray(bytes);
    }

    /// Returns how long the payload of the next section can be.
    int room() {
        return (bytes.length - TERMINATOR_BYTES - SECTION_HEADER_BYTES - end) & -ALIGNMENT;
    }

    /// Adds a section, padded with zeros to a multiple of 8; leaves it out where it does not fit or is empty.
    void add(int tag, byte[] payload) {
        if (payload.length == 0 || payload.length > room()) {
            return;
        }
        int padded = (payload.length + ALIGNMENT - 1) & -ALIGNMENT;
        header(tag, SECTION_HEADER_BYTES + padded);
        System.arraycopy(payload, 0, bytes, end + SECTION_HEADER_BYTES, payload.length);
        end += SECTION_HEADER_BYTES + padded;
    }

    /// Returns the log with its header and its terminator.
    byte[] finish() {
        header(CrashlogFormat.CLHE, SECTION_HEADER_BYTES);
        end += TERMINATOR_BYTES;
        Header.TAG.put(memory, 0, CrashlogFormat.CLHE);
        Header.VERSION.put(memory, 0, VERSION);
        Header.SIZE.put(memory, 0, end);
        return Arrays.copyOf(bytes, end);
    }

    private void header(int tag, int size) {
        SectionHeader.TAG.put(memory, end, tag);
        SectionHeader.SIZE.put(memory, end, size);
    }
}
