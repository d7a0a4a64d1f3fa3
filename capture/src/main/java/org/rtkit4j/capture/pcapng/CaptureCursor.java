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
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int PACKET_HEAD_BYTES = 28;
    private static final int MOST_INTERFACES = 1 << 16;

    private final MemorySegment file;
    private final long size;
    private final PcapngBytes bytes;
    private final List<CapturedInterface> interfaces = new ArrayList<>();
    private final List<Statistics> statistics = new ArrayList<>();
    private int firstOfSection;
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
        bytes = new PcapngBytes(file);
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

    /// Returns the interface of the packet: which mailbox it was said on.
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

    /// Returns a copy of what follows the head: memory, a note's text, a packet behind its header.
    public ByteBuffer body() {
        var copy = new byte[length - CaptureFrame.HEAD_BYTES];
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, data + CaptureFrame.HEAD_BYTES, copy, 0, copy.length);
        return ByteBuffer.wrap(copy);
    }

    /// Returns a copy of the memory that this message refers to, where the very next block has it; null where it has
    /// not.
    public @Nullable ByteBuffer memoryBehind() {
        long frame = nextBlock + PACKET_HEAD_BYTES;
        if (!isMemoryOfThis(frame)) {
            return null;
        }
        long captured = Integer.toUnsignedLong(bytes.u32(nextBlock + 20));
        long room = Integer.toUnsignedLong(bytes.u32(nextBlock + 4)) - PACKET_HEAD_BYTES - Integer.BYTES;
        if (captured < CaptureFrame.HEAD_BYTES || captured > room || room > size - frame) {
            return null;
        }
        var copy = new byte[(int) captured - CaptureFrame.HEAD_BYTES];
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, frame + CaptureFrame.HEAD_BYTES, copy, 0, copy.length);
        return ByteBuffer.wrap(copy);
    }

    private boolean isMemoryOfThis(long frame) {
        return frame + CaptureFrame.HEAD_BYTES <= size
                && bytes.u32(nextBlock) == Pcapng.ENHANCED_PACKET
                && bytes.u32(nextBlock + 8) == current.number() - firstOfSection
                && CaptureFrame.VERSION_FIELD.get(file, frame) == CaptureFrame.VERSION
                && CaptureFrame.KIND.get(file, frame) == CaptureFrame.MEMORY
                && CaptureFrame.MSG1.get(file, frame) == msg1();
    }

    /// Returns how many messages the file says are missing before this one.
    public long dropped() {
        return bytes.number(bytes.option(Pcapng.PACKET_DROP_COUNT, options, optionsEnd), 0);
    }

    private boolean checkBlock() {
        long left = size - block;
        if (left < Pcapng.FRAME_BYTES) {
            return end("the file is cut off: offset=%d, bytes=%d".formatted(block, left));
        }
        if (bytes.isSectionHeader(block)) {
            if (!bytes.beginSection(block)) {
                return end("no such section: offset=%d".formatted(block));
            }
            firstOfSection = interfaces.size();
        }
        long blockLength = Integer.toUnsignedLong(bytes.u32(block + 4));
        if (blockLength < Pcapng.FRAME_BYTES || (blockLength & 3) != 0) {
            return end("no such block length: offset=%d, length=%d".formatted(block, blockLength));
        }
        if (blockLength > left) {
            return end(
                    "the file is cut off: offset=%d, block of %d bytes, bytes=%d".formatted(block, blockLength, left));
        }
        if (Integer.toUnsignedLong(bytes.u32(block + blockLength - 4)) != blockLength) {
            return end("the lengths of a block differ: offset=%d".formatted(block));
        }
        nextBlock = block + blockLength;
        return true;
    }

    /// Returns whether the block is a packet of ours.
    private boolean handleBlock() {
        switch (bytes.u32(block)) {
            case Pcapng.ENHANCED_PACKET -> {
                packets++;
                boolean isOurs = isFrame();
                foreign += isOurs ? 0 : 1;
                return isOurs;
            }
            case Pcapng.INTERFACE_DESCRIPTION -> describeInterface();
            case Pcapng.INTERFACE_STATISTICS -> countInterface();
            case Pcapng.PACKET, Pcapng.SIMPLE_PACKET -> {
                // Numbered, but none of ours.
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
        int number = bytes.u32(block + 8);
        long captured = Integer.toUnsignedLong(bytes.u32(block + 20));
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
        long units =
                Integer.toUnsignedLong(bytes.u32(block + 12)) << 32 | Integer.toUnsignedLong(bytes.u32(block + 16));
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
        interfaces.add(new CapturedInterface(
                interfaces.size(),
                bytes.u16(block + 8),
                bytes.text(bytes.option(Pcapng.INTERFACE_NAME, from, end)),
                bytes.text(bytes.option(Pcapng.INTERFACE_DESCRIPTION_TEXT, from, end)),
                bytes.octet(bytes.option(Pcapng.INTERFACE_TIME_RESOLUTION, from, end), Pcapng.MICROS),
                bytes.number(bytes.option(Pcapng.INTERFACE_TIME_OFFSET, from, end), 0)));
        statistics.add(Statistics.UNKNOWN);
    }

    private void countInterface() {
        long end = nextBlock - 4;
        if (end - block < 20 || !hasInterface(bytes.u32(block + 8))) {
            return;
        }
        long received = bytes.number(bytes.option(Pcapng.STATISTICS_RECEIVED, block + 20, end), -1);
        long dropped = bytes.number(bytes.option(Pcapng.STATISTICS_DROPPED, block + 20, end), -1);
        statistics.set(firstOfSection + bytes.u32(block + 8), new Statistics(received, dropped));
    }

    private boolean end(String why) {
        problem = why;
        return false;
    }
}
