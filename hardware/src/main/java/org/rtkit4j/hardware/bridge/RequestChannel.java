package org.rtkit4j.hardware.bridge;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A connection as the machine's end has it: takes one request after the other, sends answers and events.
///
/// One thread receives and answers; another may close it.
final class RequestChannel implements Closeable {
    private static final byte[] NOTHING = {};
    private static final int MOST_SENTENCE_CHARS = 1000;

    private final SocketChannel socket;
    private final ByteBuffer request = BridgeFormat.buffer(BridgeFormat.REQUEST_BYTES);
    private final ByteBuffer answer = BridgeFormat.buffer(BridgeFormat.ANSWER_BYTES + BridgeFormat.MOST_BYTES);

    private final LongSupplier nanoClock;
    private volatile boolean isWithinRequest;
    private volatile long movedNanos;

    /// @param nanoClock by which the kernel is waited for
    RequestChannel(SocketChannel socket, LongSupplier nanoClock) {
        this.socket = socket;
        this.nanoClock = nanoClock;
        movedNanos = nanoClock.getAsLong();
    }

    /// Returns whether the kernel has said a request in part and owes the rest, or has not taken all of its answer. Any
    /// thread may ask.
    boolean isWithinRequest() {
        return isWithinRequest;
    }

    /// Returns for how long the kernel has said nothing, and taken nothing. Any thread may ask.
    long silentNanos() {
        return nanoClock.getAsLong() - movedNanos;
    }

    /// Waits for the next request; returns false where the kernel has closed the connection.
    boolean receive() throws IOException {
        boolean isWhole = fill(request.clear());
        isWithinRequest = false;
        if (!isWhole && request.position() > 0) {
            throw new EOFException("the connection ended within a request");
        }
        return isWhole;
    }

    private boolean fill(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (socket.read(into) < 0) {
                return false;
            }
            movedNanos = nanoClock.getAsLong();
            isWithinRequest = true;
        }
        return true;
    }

    int op() {
        return request.getInt(BridgeFormat.REQUEST_OP);
    }

    int size() {
        return request.getInt(BridgeFormat.REQUEST_SIZE);
    }

    long address() {
        return request.getLong(BridgeFormat.REQUEST_ADDRESS);
    }

    long value() {
        return request.getLong(BridgeFormat.REQUEST_VALUE);
    }

    /// Receives what follows a request that carries data.
    ///
    /// @param bytes how much, as the request says; 64 KiB at most
    byte[] receiveData(int bytes) throws IOException {
        var data = ByteBuffer.allocate(bytes);
        isWithinRequest = true;
        if (!fill(data)) {
            throw new EOFException("the connection ended within the data of a request");
        }
        isWithinRequest = false;
        return data.array();
    }

    void answer(BridgeStatus status, long value, @Nullable LineWatch lines) throws IOException {
        answer(status, value, NOTHING, lines);
    }

    /// Answers that something is not done, with a sentence that says why.
    void refuse(String why, @Nullable LineWatch lines) throws IOException {
        answer(BridgeStatus.REFUSED, 0, sentence(why), lines);
    }

    /// Returns a sentence as it is sent: of one that quotes a long request, the beginning.
    static byte[] sentence(String text) {
        String sent = text.length() <= MOST_SENTENCE_CHARS ? text : text.substring(0, MOST_SENTENCE_CHARS) + "...";
        return sent.getBytes(StandardCharsets.UTF_8);
    }

    /// @param data what follows the answer; 64 KiB at most
    /// @param lines null as long as there is no machine
    void answer(BridgeStatus status, long value, byte[] data, @Nullable LineWatch lines) throws IOException {
        answer.clear();
        answer.putInt(BridgeFormat.ANSWER_STATUS, status.code());
        answer.putInt(BridgeFormat.ANSWER_SIZE, data.length);
        answer.putLong(BridgeFormat.ANSWER_VALUE, value);
        if (lines == null) {
            answer.putLong(BridgeFormat.ANSWER_LINES, 0).putLong(BridgeFormat.ANSWER_LINES + Long.BYTES, 0);
        } else {
            lines.put(answer, BridgeFormat.ANSWER_LINES);
        }
        answer.put(BridgeFormat.ANSWER_BYTES, data);
        send(answer.limit(BridgeFormat.ANSWER_BYTES + data.length));
    }

    /// Sends an event.
    void tell(LineWatch lines) throws IOException {
        answer.clear();
        lines.put(answer, 0);
        send(answer.limit(BridgeFormat.EVENT_BYTES));
    }

    // What does not fit into the socket waits for a kernel that reads.
    private void send(ByteBuffer from) throws IOException {
        isWithinRequest = true;
        while (from.hasRemaining()) {
            socket.write(from);
            movedNanos = nanoClock.getAsLong();
        }
        isWithinRequest = false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
