package org.rtkit4j.stress;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// What a client of NBD says and hears: the export without a name, simple replies. Written by hand from the protocol's
/// document.
final class NbdWords {
    private static final long IHAVEOPT = 0x4948_4156_454f_5054L;
    private static final int EXPORT_NAME = 1;
    private static final int FIXED_NEWSTYLE_NO_ZEROES = 3;
    private static final int GREETING_BYTES = 18;
    private static final int EXPORT_BYTES = 10;
    private static final int REQUEST_MAGIC = 0x2560_9513;
    private static final int REPLY_MAGIC = 0x6744_6698;
    private static final int REPLY_BYTES = 16;

    private NbdWords() {}

    /// Says which export it wants, and reads what that is.
    static void choose(SocketChannel channel) throws IOException {
        read(channel, GREETING_BYTES);
        var option = ByteBuffer.allocate(20).putInt(FIXED_NEWSTYLE_NO_ZEROES).putLong(IHAVEOPT);
        write(channel, option.putInt(EXPORT_NAME).putInt(0));
        read(channel, EXPORT_BYTES);
    }

    /// Asks for a block.
    static void askFor(SocketChannel channel, int block) throws IOException {
        var request = ByteBuffer.allocate(28).putInt(REQUEST_MAGIC).putInt(0).putLong(block);
        write(channel, request.putLong((long) block * PromptedDisk.BLOCK_BYTES).putInt(PromptedDisk.BLOCK_BYTES));
    }

    /// Reads a reply with a block, and returns which one it is, or -1 where not every byte of it says so.
    static int readBlock(SocketChannel channel) throws IOException {
        ByteBuffer head = read(channel, REPLY_BYTES);
        boolean isGood = head.getInt() == REPLY_MAGIC && head.getInt() == 0;
        int block = (int) head.getLong();
        ByteBuffer data = read(channel, PromptedDisk.BLOCK_BYTES);
        while (data.hasRemaining()) {
            isGood &= data.get() == block;
        }
        return isGood ? block : -1;
    }

    private static void write(SocketChannel channel, ByteBuffer words) throws IOException {
        words.flip();
        while (words.hasRemaining()) {
            channel.write(words);
        }
    }

    private static ByteBuffer read(SocketChannel channel, int bytes) throws IOException {
        var words = ByteBuffer.allocate(bytes);
        while (words.hasRemaining()) {
            if (channel.read(words) < 0) {
                throw new EOFException("the server left: missing=" + words.remaining());
            }
        }
        return words.flip();
    }
}
