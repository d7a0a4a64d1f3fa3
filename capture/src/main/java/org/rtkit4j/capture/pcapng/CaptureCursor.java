package org.rtkit4j.capture.pcapng;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Vocabulary;

/// Goes through a capture, packet by packet, and allocates nothing for a message.
///
/// The file is not trusted: every length is checked before it is used, blocks that are not known are passed over,
/// and what cannot be gone on from ends the walk with a [#problem], as a file that is cut off does. Not
/// thread-safe.
public final class CaptureCursor {
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int SECTION_BYTES = 28;
    private static final int PACKET_HEAD_BYTES = 28;
    private static final int MOST_INTERFACES = 1 << 16;

    private final MemorySegment file;
    private final long size;
    private final List<CapturedInterface> interfaces = new ArrayList<>();
    private final List<Statistics> statistics = new ArrayList<>();
    private int firstOfSection;
    private boolean isBigEndian;
    private long nextBlock;
    private @Nullable String problem;
    private long foreign;

    // The current packet.
    private long block;
    private long packets;
    private CapturedInterface current = new CapturedInterface(-1, 0, "", "", Pcapng.NANOS, 0);
    private long timeNanos;
    private long data;
    private int length;
    private long head;
    private long options;
    private long optionsEnd;

    CaptureCursor(MemorySegment file) {
        this.file = file;
        this.size = file.byteSize();
    }

    static boolean beginsSection(MemorySegment file) {
        return file.byteSize() >= SECTION_BYTES
                && file.get(U32, 0) == Pcapng.SECTION_HEADER
                && (file.get(U32, 8) == Pcapng.BYTE_ORDER_MAGIC
                        || Integer.reverseBytes(file.get(U32, 8)) == Pcapng.BYTE_ORDER_MAGIC);
    }

    /// Goes to the next packet that is a frame of ours.
    ///
    /// @return false if there is none: [#problem] says whether that is the end of the file
    public boolean next() {
        while (problem == null && nextBlock < size) {
            block = nextBlock;
            if (!checkBlock()) {
                return false;
            }
            if (handleBlock()) {
                return true;
            }
        }
        return false;
    }

    /// Returns what ended the walk before the end of the file, with the offset, or null.
    public @Nullable String problem() {
        return problem;
    }

    /// Returns how many packets were passed over because they are none of ours.
    public long foreign() {
        return foreign;
    }

    /// Returns the interfaces met so far, each at the place of its number.
    public List<CapturedInterface> interfaces() {
        return List.copyOf(interfaces);
    }

    /// Returns what the file says of an interface's messages, as far as it was read.
    public Statistics statistics(int number) {
        return statistics.get(number);
    }

    /// Returns the current packet's number among all of the file's, from 1: what Wireshark calls `frame.number`.
    public long number() {
        return packets;
    }

    /// Returns where in the file the current packet's block begins.
    public long offset() {
        return block;
    }

    public CapturedInterface interfaceOf() {
        return current;
    }

    /// Returns the time since 1970.
    public long timeNanos() {
        return timeNanos;
    }

    /// Returns [CaptureFrame#MESSAGE], [CaptureFrame#MEMORY], [CaptureFrame#NOTE], or another number.
    public int kind() {
        return (int) (head >>> 16) & 0xffff;
    }

    /// Returns who sent the message; `BOTH` where that is not known.
    public Direction direction() {
        return CaptureFrame.direction(head >>> 32 & 0xffff);
    }

    public Vocabulary vocabulary() {
        return CaptureFrame.vocabulary(head >>> 48);
    }

    public long msg0() {
        return file.get(U64, data + CaptureFrame.MSG0.offset());
    }

    public long msg1() {
        return file.get(U64, data + CaptureFrame.MSG1.offset());
    }

    public int endpoint() {
        return (int) msg1() & (Endpoints.COUNT - 1);
    }

    /// Returns a copy of what follows the head: memory, or a note's text.
    public ByteBuffer body() {
        int bytes = length - CaptureFrame.HEAD_BYTES;
        var copy = new byte[bytes];
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, data + CaptureFrame.HEAD_BYTES, copy, 0, bytes);
        return ByteBuffer.wrap(copy);
    }

    /// Returns how many messages the file says are missing before this one.
    public long dropped() {
        long at = option(Pcapng.PACKET_DROP_COUNT, options, optionsEnd);
        return at < 0 || optionLength(at) != Long.BYTES ? 0 : u64(at + 4);
    }

    private boolean checkBlock() {
        long left = size - block;
        if (left < Pcapng.FRAME_BYTES) {
            return end("the file is cut off: offset=%d, bytes=%d".formatted(block, left));
        }
        if (file.get(U32, block) == Pcapng.SECTION_HEADER && !beginSection(left)) {
            return false;
        }
        long blockLength = Integer.toUnsignedLong(u32(block + 4));
        if (blockLength < Pcapng.FRAME_BYTES || (blockLength & 3) != 0) {
            return end("no such block length: offset=%d, length=%d".formatted(block, blockLength));
        }
        if (blockLength > left) {
            return end(
                    "the file is cut off: offset=%d, block of %d bytes, bytes=%d".formatted(block, blockLength, left));
        }
        if (Integer.toUnsignedLong(u32(block + blockLength - 4)) != blockLength) {
            return end("the lengths of a block differ: offset=%d".formatted(block));
        }
        nextBlock = block + blockLength;
        return true;
    }

    private boolean beginSection(long left) {
        if (left < SECTION_BYTES || !beginsSection(file.asSlice(block))) {
            return end("no such section: offset=%d".formatted(block));
        }
        isBigEndian = file.get(U32, block + 8) != Pcapng.BYTE_ORDER_MAGIC;
        firstOfSection = interfaces.size();
        return true;
    }

    /// Returns whether the block is a packet of ours.
    private boolean handleBlock() {
        switch (u32(block)) {
            case Pcapng.ENHANCED_PACKET -> {
                packets++;
                boolean isOurs = isFrame();
                foreign += isOurs ? 0 : 1;
                return isOurs;
            }
            case Pcapng.INTERFACE_DESCRIPTION -> describeInterface();
            case Pcapng.INTERFACE_STATISTICS -> countInterface();
            case 2, 3 -> {
                // Packets of older kinds: numbered, but none of ours.
                packets++;
                foreign++;
            }
            default -> {
                // Name resolution, custom blocks and what may come: passed over, as the format wants it.
            }
        }
        return false;
    }

    private boolean isFrame() {
        long end = nextBlock - 4;
        if (end - block < PACKET_HEAD_BYTES) {
            return false;
        }
        int number = u32(block + 8);
        long captured = Integer.toUnsignedLong(u32(block + 20));
        data = block + PACKET_HEAD_BYTES;
        if (captured < CaptureFrame.HEAD_BYTES || captured > end - data || !hasInterface(number)) {
            return false;
        }
        current = interfaces.get(firstOfSection + number);
        head = file.get(U64, data);
        if (current.linkType() != CaptureFrame.LINK_TYPE || (head & 0xffff) != CaptureFrame.VERSION) {
            return false;
        }
        length = (int) captured;
        long units = Integer.toUnsignedLong(u32(block + 12)) << 32 | Integer.toUnsignedLong(u32(block + 16));
        timeNanos = current.nanos(units);
        options = data + ((captured + 3) & ~3L);
        optionsEnd = end;
        return true;
    }

    private boolean hasInterface(int number) {
        return number >= 0 && number < interfaces.size() - firstOfSection;
    }

    private void describeInterface() {
        long end = nextBlock - 4;
        if (end - block < 16 || interfaces.size() == MOST_INTERFACES) {
            end("no such interface: offset=%d, interfaces=%d".formatted(block, interfaces.size()));
            return;
        }
        long from = block + 16;
        long resolution = option(Pcapng.INTERFACE_TIME_RESOLUTION, from, end);
        long offset = option(Pcapng.INTERFACE_TIME_OFFSET, from, end);
        interfaces.add(new CapturedInterface(
                interfaces.size(),
                u16(block + 8),
                text(option(Pcapng.INTERFACE_NAME, from, end)),
                text(option(Pcapng.INTERFACE_DESCRIPTION_TEXT, from, end)),
                resolution < 0 || optionLength(resolution) != 1
                        ? 6
                        : file.get(ValueLayout.JAVA_BYTE, resolution + 4) & 0xff,
                offset < 0 || optionLength(offset) != Long.BYTES ? 0 : u64(offset + 4)));
        statistics.add(Statistics.UNKNOWN);
    }

    private void countInterface() {
        long end = nextBlock - 4;
        if (end - block < 20 || !hasInterface(u32(block + 8))) {
            return;
        }
        long received = option(Pcapng.STATISTICS_RECEIVED, block + 20, end);
        long dropped = option(Pcapng.STATISTICS_DROPPED, block + 20, end);
        statistics.set(firstOfSection + u32(block + 8), new Statistics(count(received), count(dropped)));
    }

    private long count(long option) {
        return option < 0 || optionLength(option) != Long.BYTES ? -1 : u64(option + 4);
    }

    /// Returns where the first option of a code is, or -1; never one that does not lie before `end` whole.
    private long option(int code, long from, long end) {
        long at = from;
        while (end - at >= 4) {
            int found = u16(at);
            if (found == Pcapng.OPTION_END || optionLength(at) > end - at - 4) {
                return -1;
            }
            if (found == code) {
                return at;
            }
            at += 4 + Pcapng.padded(optionLength(at));
        }
        return -1;
    }

    private int optionLength(long option) {
        return u16(option + 2);
    }

    private String text(long option) {
        if (option < 0) {
            return "";
        }
        var bytes = new byte[optionLength(option)];
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, option + 4, bytes, 0, bytes.length);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    private boolean end(String why) {
        problem = why;
        return false;
    }

    private int u16(long offset) {
        int low = file.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
        int high = file.get(ValueLayout.JAVA_BYTE, offset + 1) & 0xff;
        return isBigEndian ? low << 8 | high : high << 8 | low;
    }

    private int u32(long offset) {
        int value = file.get(U32, offset);
        return isBigEndian ? Integer.reverseBytes(value) : value;
    }

    private long u64(long offset) {
        long value = file.get(U64, offset);
        return isBigEndian ? Long.reverseBytes(value) : value;
    }
}
