package org.rtkit4j.drivers.smc;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.wire.message.SmcKeyFlags;
import org.rtkit4j.wire.message.SmcMsg;

/// The commands of the normal path: one is outstanding, and each thread waits for its turn. Any thread
/// may call.
final class SmcCommands {
    private static final int IN_ANSWER = 4;
    private static final int LARGEST_BYTES = 255;
    private static final byte[] NOTHING = {};
    private static final SmcKey NTAP = SmcKey.of("NTAP");

    private final CommandChannel channel;
    // Its holder has the command and the shared memory. The atomic path never takes it.
    private final ReentrantLock turn = new ReentrantLock(true);
    // Whether events may be on: a command that was not answered may be carried out all the same.
    private volatile boolean isListening;

    SmcCommands(CommandChannel channel) {
        this.channel = channel;
    }

    /// Reads a key; see [Smc#read(SmcKey, int)].
    byte[] read(SmcKey key, int atMostBytes) throws SmcException, InterruptedException {
        requireSize(atMostBytes);
        long word = SmcMsg.SIZE.put(SmcMsg.READ_KEY.word(), atMostBytes);
        return fetch("read " + key, key, word, NOTHING, atMostBytes);
    }

    /// Writes and reads a key in one go; see [Smc#readWrite].
    byte[] readWrite(SmcKey key, byte[] payload, int atMostBytes) throws SmcException, InterruptedException {
        requireSize(atMostBytes);
        requireSize(payload.length);
        long word = SmcMsg.WRITE_SIZE.put(SmcMsg.READ_WRITE_KEY.word(), payload.length);
        return fetch("read-write " + key, key, SmcMsg.SIZE.put(word, atMostBytes), payload.clone(), atMostBytes);
    }

    /// Writes the bytes of a key; see [Smc#write].
    void write(SmcKey key, byte[] value) throws SmcException, InterruptedException {
        requireSize(value.length);
        long word = SmcMsg.SIZE.put(SmcMsg.WRITE_KEY.word(), value.length);
        exchange("write " + key, withKey(word, key), value.clone(), NOTHING, 0);
    }

    /// Asks for events, or for none; see [Smc#listen].
    void listen(boolean on) throws SmcException, InterruptedException {
        turn.lockInterruptibly();
        try {
            isListening = isListening || on;
            write(NTAP, new byte[] {(byte) (on ? 1 : 0)});
            isListening = on;
        } finally {
            turn.unlock();
        }
    }

    /// Returns whether events may be on.
    boolean isListening() {
        return isListening;
    }

    /// Sends a command without payload whose answer is a word.
    long ask(String what, long word) throws SmcException, InterruptedException {
        return exchange(what, word, NOTHING, NOTHING, 0);
    }

    /// Asks for the six bytes that describe a key.
    byte[] askInfo(SmcKey key) throws SmcException, InterruptedException {
        byte[] info = new byte[SmcKeyFlags.INFO_BYTES];
        exchange("info " + key, withKey(SmcMsg.KEY_INFO.word(), key), NOTHING, info, info.length);
        return info;
    }

    private byte[] fetch(String what, SmcKey key, long word, byte[] payload, int atMostBytes)
            throws SmcException, InterruptedException {
        byte[] copy = new byte[atMostBytes > IN_ANSWER ? atMostBytes : 0];
        long answer = exchange(what, withKey(word, key), payload, copy, copy.length);
        int size = (int) SmcMsg.SIZE.get(answer);
        if (size > atMostBytes) {
            throw new SmcException(new SmcFault.Malformed(what, "size=%d, asked for %d".formatted(size, atMostBytes)));
        }
        byte[] value = new byte[size];
        for (int i = 0; i < size; i++) {
            value[i] = size > IN_ANSWER ? copy[i] : (byte) (SmcMsg.VALUE.get(answer) >>> (8 * i));
        }
        return value;
    }

    // The copy is taken before anybody else's command can overwrite shared memory.
    private long exchange(String what, long word, byte[] payload, byte[] copy, int copyBytes)
            throws SmcException, InterruptedException {
        turn.lockInterruptibly();
        try {
            long answer = channel.exchange(what, word, payload);
            channel.shared().read(0, copy, 0, copyBytes);
            // Answer and copy are taken before the second look: where the atomic path has written over them, they are
            // thrown away, its refusals too.
            VarHandle.loadLoadFence();
            if (channel.isAtomic()) {
                throw new SmcException(new SmcFault.Atomic(what));
            }
            int result = (int) SmcMsg.RESULT.get(answer);
            if (result != 0) {
                throw new SmcException(new SmcFault.Refused(what, result));
            }
            return answer;
        } catch (IllegalStateException e) {
            throw new SmcException(new SmcFault.Link(what, Fault.AccessFailed.of(e)), e);
        } finally {
            turn.unlock();
        }
    }

    private static long withKey(long word, SmcKey key) {
        return SmcMsg.KEY.put(word, Integer.toUnsignedLong(key.code()));
    }

    private static void requireSize(int size) {
        if (size < 0 || size > LARGEST_BYTES) {
            throw new IllegalArgumentException("a value has 0 to 255 bytes: size=" + size);
        }
    }
}
