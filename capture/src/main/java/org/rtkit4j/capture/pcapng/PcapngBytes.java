package org.rtkit4j.capture.pcapng;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Numbers, texts and options of a file, in the byte order of its present section. Reads what it is told to: that it
/// lies within the file, whoever asks has checked.
final class PcapngBytes {
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /// Bytes that say whether this is one: a section header without options.
    static final int SECTION_BYTES = 28;
    private static final int BYTE_ORDER = 8;
    // Of an option, before its value: code and length.
    private static final int OPTION_HEAD_BYTES = 4;

    private final MemorySegment file;
    private boolean isBigEndian;

    PcapngBytes(MemorySegment file) {
        this.file = file;
    }

    /// Returns whether a section's header is where a block begins; it reads the same in both byte orders.
    boolean isSectionHeader(long block) {
        return file.get(U32, block) == Pcapng.SECTION_HEADER;
    }

    /// Takes the byte order of the section that begins here; returns false where none does.
    boolean beginSection(long block) {
        if (file.byteSize() - block < SECTION_BYTES || !isSectionHeader(block)) {
            return false;
        }
        int magic = file.get(U32, block + BYTE_ORDER);
        isBigEndian = magic != Pcapng.BYTE_ORDER_MAGIC;
        return !isBigEndian || Integer.reverseBytes(magic) == Pcapng.BYTE_ORDER_MAGIC;
    }

    int u16(long offset) {
        int low = file.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
        int high = file.get(ValueLayout.JAVA_BYTE, offset + 1) & 0xff;
        return isBigEndian ? low << 8 | high : high << 8 | low;
    }

    int u32(long offset) {
        int value = file.get(U32, offset);
        return isBigEndian ? Integer.reverseBytes(value) : value;
    }

    private long u64(long offset) {
        long value = file.get(U64, offset);
        return isBigEndian ? Long.reverseBytes(value) : value;
    }

    /// Returns where the first option of a code is, or -1; never one that does not lie before `end` whole.
    long option(int code, long from, long end) {
        long at = from;
        while (end - at >= OPTION_HEAD_BYTES) {
            int found = u16(at);
            int length = length(at);
            if (found == Pcapng.OPTION_END || length > end - at - OPTION_HEAD_BYTES) {
                return -1;
            }
            if (found == code) {
                return at;
            }
            at += OPTION_HEAD_BYTES + Pcapng.padded(length);
        }
        return -1;
    }

    /// Returns an option's value of 64 bits.
    ///
    /// @param otherwise where there is no such option, or it has another length
    long number(long option, long otherwise) {
        return option < 0 || length(option) != Long.BYTES ? otherwise : u64(option + OPTION_HEAD_BYTES);
    }

    /// Returns an option's value of 8 bits, unsigned.
    ///
    /// @param otherwise where there is no such option, or it has another length
    int octet(long option, int otherwise) {
        return option < 0 || length(option) != 1
                ? otherwise
                : file.get(ValueLayout.JAVA_BYTE, option + OPTION_HEAD_BYTES) & 0xff;
    }

    /// Returns an option's text; empty where there is no such option.
    String text(long option) {
        if (option < 0) {
            return "";
        }
        var bytes = new byte[length(option)];
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, option + OPTION_HEAD_BYTES, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int length(long option) {
        return u16(option + 2);
    }
}
