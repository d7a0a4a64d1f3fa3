package org.rtkit4j.capture.pcapng;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Writes a capture: a section, an interface for each mailbox, a packet for each message.
///
/// Only whole blocks reach the file, when [#flush] is called or a quarter of a megabyte waits: a program that dies
/// loses what it had not flushed, and leaves a file that can be read up to there. Not thread-safe.
public final class CaptureWriter implements Closeable {
    private static final String APPLICATION = "rtkit4j";
    private static final int MESSAGE_BLOCK_BYTES = 96;
    private static final int OVERHEAD_BYTES = 128;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final BlockOutput blocks;
    private int interfaces;

    /// Begins a capture on a channel, which [#close] closes.
    public CaptureWriter(WritableByteChannel channel) throws IOException {
        blocks = new BlockOutput(channel);
        section();
    }

    /// Begins a file, in place of one that may be there.
    public static CaptureWriter create(Path file) throws IOException {
        return new CaptureWriter(FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    /// Begins a capture on a stream.
    public static CaptureWriter to(java.io.OutputStream stream) throws IOException {
        return new CaptureWriter(Channels.newChannel(stream));
    }

    /// Describes the next mailbox.
    ///
    /// @param name of its co-processor
    /// @param description in words
    /// @return its number, from 0
    public int addInterface(String name, String description) throws IOException {
        return addInterface(CaptureFrame.LINK_TYPE, name, description);
    }

    /// Describes an interface of any kind.
    ///
    /// @param linkType of what [#foreign] writes to it
    /// @return its number, from 0
    public int addInterface(int linkType, String name, String description) throws IOException {
        byte[] nameBytes = BlockOutput.text(name);
        byte[] descriptionBytes = BlockOutput.text(description);
        ByteBuffer block =
                blocks.begin(Pcapng.INTERFACE_DESCRIPTION, OVERHEAD_BYTES + nameBytes.length + descriptionBytes.length);
        block.putShort((short) linkType).putShort((short) 0).putInt(0);
        blocks.option(Pcapng.INTERFACE_NAME, nameBytes);
        blocks.option(Pcapng.INTERFACE_DESCRIPTION_TEXT, descriptionBytes);
        blocks.option(Pcapng.INTERFACE_TIME_RESOLUTION, new byte[] {Pcapng.NANOS});
        blocks.endOptions();
        blocks.end();
        return interfaces++;
    }

    /// Writes a message.
    ///
    /// @param timeNanos since 1970
    /// @param dropped how many before it are missing
    public void message(
            int number, long timeNanos, Direction direction, Vocabulary vocabulary, long msg0, long msg1, long dropped)
            throws IOException {
        message(number, timeNanos, direction, vocabulary, msg0, msg1, dropped, NOTHING);
    }

    /// Writes a message, and what it carries besides its two words.
    ///
    /// @param timeNanos since 1970
    /// @param dropped how many before it are missing
    public void message(
            int number,
            long timeNanos,
            Direction direction,
            Vocabulary vocabulary,
            long msg0,
            long msg1,
            long dropped,
            ByteBuffer body)
            throws IOException {
        int length = body.remaining();
        packet(number, timeNanos, CaptureFrame.HEAD_BYTES + length, MESSAGE_BLOCK_BYTES + Math.addExact(length, 4));
        head(CaptureFrame.MESSAGE, direction, vocabulary, msg0, msg1);
        block.put(body);
        blocks.pad(length);
        flags(direction);
        if (dropped != 0) {
            blocks.option(Pcapng.PACKET_DROP_COUNT, dropped);
        }
        blocks.endOptions();
        blocks.end();
    }

    /// Writes the memory that a message refers to, behind the message.
    ///
    /// @param iova its address
    /// @param msg1 the message's
    public void memory(
            int number,
            long timeNanos,
            Direction direction,
            Vocabulary vocabulary,
            long iova,
            long msg1,
            ByteBuffer bytes)
            throws IOException {
        int length = bytes.remaining();
        ByteBuffer block = packet(
                number, timeNanos, CaptureFrame.HEAD_BYTES + length, MESSAGE_BLOCK_BYTES + Math.addExact(length, 4));
        head(CaptureFrame.MEMORY, direction, vocabulary, iova, msg1);
        block.put(bytes);
        blocks.pad(length);
        flags(direction);
        blocks.endOptions();
        blocks.end();
    }

    /// Writes words for people: as a packet of its own, and as its comment, for tools that know no packets of ours.
    public void note(int number, long timeNanos, Vocabulary vocabulary, String note) throws IOException {
        byte[] text = BlockOutput.text(note);
        ByteBuffer block = packet(
                number, timeNanos, CaptureFrame.HEAD_BYTES + text.length, MESSAGE_BLOCK_BYTES + 2 * text.length + 8);
        head(CaptureFrame.NOTE, Direction.BOTH, vocabulary, 0, 0);
        block.put(text);
        blocks.pad(text.length);
        blocks.option(Pcapng.OPTION_COMMENT, text);
        blocks.endOptions();
        blocks.end();
    }

    /// Writes a packet of another kind, as it is.
    ///
    /// @param timeNanos since 1970
    public void foreign(int number, long timeNanos, Direction direction, ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        packet(number, timeNanos, length, MESSAGE_BLOCK_BYTES + Math.addExact(length, 4))
                .put(bytes);
        blocks.pad(length);
        flags(direction);
        blocks.endOptions();
        blocks.end();
    }

    /// Writes what became of a mailbox's messages up to now; the last one of a file counts.
    ///
    /// @param startNanos when recording began, since 1970
    public void statistics(int number, long startNanos, long timeNanos, long received, long dropped)
            throws IOException {
        blocks.begin(Pcapng.INTERFACE_STATISTICS, MESSAGE_BLOCK_BYTES).putInt(number);
        blocks.time(timeNanos);
        blocks.timeOption(Pcapng.STATISTICS_START, startNanos);
        blocks.timeOption(Pcapng.STATISTICS_END, timeNanos);
        blocks.option(Pcapng.STATISTICS_RECEIVED, received);
        blocks.option(Pcapng.STATISTICS_DROPPED, dropped);
        blocks.endOptions();
        blocks.end();
    }

    /// Hands everything written so far to the file.
    public void flush() throws IOException {
        blocks.flush();
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }

    private void section() throws IOException {
        ByteBuffer block = blocks.begin(Pcapng.SECTION_HEADER, OVERHEAD_BYTES);
        block.putInt(Pcapng.BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0);
        block.putLong(-1);
        blocks.option(Pcapng.SECTION_APPLICATION, BlockOutput.text(APPLICATION));
        blocks.endOptions();
        blocks.end();
    }

    private ByteBuffer packet(int number, long timeNanos, int length, int mostBytes) throws IOException {
        block = blocks.begin(Pcapng.ENHANCED_PACKET, mostBytes).putInt(number);
        blocks.time(timeNanos);
        return block.putInt(length).putInt(length);
    }

    private ByteBuffer block = ByteBuffer.allocate(0);

    private void head(int kind, Direction direction, Vocabulary vocabulary, long msg0, long msg1) {
        block.putShort((short) CaptureFrame.VERSION)
                .putShort((short) kind)
                .putShort((short) CaptureFrame.code(direction))
                .putShort((short) CaptureFrame.code(vocabulary))
                .putLong(msg0)
                .putLong(msg1);
    }

    private void flags(Direction direction) {
        int flags = direction == Direction.AP_TO_IOP
                ? Pcapng.OUTBOUND
                : direction == Direction.IOP_TO_AP ? Pcapng.INBOUND : 0;
        block.putShort((short) Pcapng.PACKET_FLAGS)
                .putShort((short) Integer.BYTES)
                .putInt(flags);
    }
}
