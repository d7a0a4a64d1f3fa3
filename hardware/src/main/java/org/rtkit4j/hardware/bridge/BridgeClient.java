package org.rtkit4j.hardware.bridge;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A kernel's end of the bridge, for tests of machines; one that lies too, since it sends what it is told to.
///
/// One thread at a time, but for [#awaitEvent].
public final class BridgeClient implements AutoCloseable {
    private final Path path;
    private final SocketChannel registers;
    private SocketChannel events;
    private long key;

    /// What was answered.
    ///
    /// @param lines state of all lines, one bit each
    /// @param sequence of that state; the higher, the newer
    /// @param data what followed
    public record Answer(BridgeStatus status, long value, long lines, long sequence, ByteBuffer data) {
        /// Returns a copy of what followed.
        public byte[] bytes() {
            byte[] bytes = new byte[data.capacity()];
            data.get(0, bytes);
            return bytes;
        }

        /// Returns what followed as text.
        public String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }

    /// The state of all lines after one of them has risen.
    public record Event(long lines, long sequence) {}

    private BridgeClient(Path path, SocketChannel registers) {
        this.path = path;
        this.registers = registers;
        events = registers;
    }

    /// Connects and says nothing yet.
    public static BridgeClient connect(Path path) throws IOException {
        return new BridgeClient(path, SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }

    /// Says HELLO in the version of today; returns the key.
    public long hello() throws IOException {
        key = required(request(BridgeOp.HELLO.code(), 0, BridgeFormat.VERSION, BridgeFormat.MAGIC))
                .value();
        return key;
    }

    /// Says HELLO and switches the machine on with a memory.
    ///
    /// @throws IOException if the machine does not take it
    public void powerOn(KernelMemory memory) throws IOException {
        memory.put(0, hello());
        required(memory(memory.process(), memory.descriptor(), 0));
        memory.put(0, 0);
    }

    /// Names a memory into which the key was written.
    public Answer memory(long process, int descriptor, long keyOffset) throws IOException {
        return request(BridgeOp.MEMORY.code(), descriptor, process, keyOffset);
    }

    /// Opens the connection for events; another one that is open is over then.
    public void openEvents() throws IOException {
        SocketChannel last = events;
        events = SocketChannel.open(UnixDomainSocketAddress.of(path));
        send(events, head(BridgeOp.EVENTS.code(), 0, 0, key));
        required(receive(events));
        if (!last.equals(registers)) {
            last.close();
        }
    }

    /// Waits for the next event.
    public Event awaitEvent() throws IOException {
        ByteBuffer event = filled(events, BridgeFormat.EVENT_BYTES);
        return new Event(event.getLong(0), event.getLong(Long.BYTES));
    }

    /// Loads once.
    ///
    /// @throws IOException if nothing is there
    public long read(long physAddr, int widthBytes) throws IOException {
        return required(request(BridgeOp.READ.code(), widthBytes, physAddr, 0)).value();
    }

    /// Stores once.
    ///
    /// @throws IOException if nothing is there
    public void write(long physAddr, int widthBytes, long value) throws IOException {
        required(request(BridgeOp.WRITE.code(), widthBytes, physAddr, value));
    }

    /// Asks for something to go wrong; returns what happened.
    public String fault(String text) throws IOException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return required(request(BridgeOp.FAULT.code(), data.length, 0, 0, data)).text();
    }

    /// Returns how the co-processors are.
    public String state() throws IOException {
        return required(request(BridgeOp.STATE.code(), 0, 0, 0)).text();
    }

    /// Sends any request, and whatever data behind it, and takes one answer.
    public Answer request(int op, int size, long address, long value, byte... data) throws IOException {
        send(registers, head(op, size, address, value));
        send(registers, ByteBuffer.wrap(data));
        return receive(registers);
    }

    /// Sends any bytes, without waiting for anything.
    public void send(byte[] bytes) throws IOException {
        send(registers, ByteBuffer.wrap(bytes));
    }

    private static ByteBuffer head(int op, int size, long address, long value) {
        ByteBuffer head = BridgeFormat.buffer(BridgeFormat.REQUEST_BYTES);
        head.putInt(BridgeFormat.REQUEST_OP, op).putInt(BridgeFormat.REQUEST_SIZE, size);
        return head.putLong(BridgeFormat.REQUEST_ADDRESS, address).putLong(BridgeFormat.REQUEST_VALUE, value);
    }

    private static Answer receive(SocketChannel from) throws IOException {
        ByteBuffer head = filled(from, BridgeFormat.ANSWER_BYTES);
        ByteBuffer data = filled(from, head.getInt(BridgeFormat.ANSWER_SIZE));
        return new Answer(
                BridgeStatus.of(head.getInt(BridgeFormat.ANSWER_STATUS)),
                head.getLong(BridgeFormat.ANSWER_VALUE),
                head.getLong(BridgeFormat.ANSWER_LINES),
                head.getLong(BridgeFormat.ANSWER_LINES + Long.BYTES),
                data);
    }

    private static Answer required(Answer answer) throws IOException {
        if (answer.status() != BridgeStatus.OK) {
            throw new IOException(
                    "not done: status=%s, value=0x%x, %s".formatted(answer.status(), answer.value(), answer.text()));
        }
        return answer;
    }

    private static ByteBuffer filled(SocketChannel from, int bytes) throws IOException {
        ByteBuffer into = BridgeFormat.buffer(bytes);
        while (into.hasRemaining()) {
            if (from.read(into) < 0) {
                throw new EOFException("the machine has closed the connection");
            }
        }
        return into.flip();
    }

    private static void send(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        registers.close();
        events.close();
    }
}
