package org.rtkit4j.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One client, from its first byte to its last, on the thread of the server.
final class NbdConnection {
    // The other clients wait meanwhile.
    private static final int MOST_RECEIVES = 16;
    private static final int LARGE_RECEIVE_BYTES = 0x1_0000;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final CommandGate gate;
    private final BufferPool buffers;
    private final Negotiation negotiation;
    private final LongSupplier nanoClock;
    private final ConnectionMemory memory;
    private final ReplyQueue replies;
    private final ByteBuffer in;
    private final ByteBuffer talk;
    private final int largestPart;
    private @Nullable Transmission transmission;
    private boolean isEnding;
    private boolean isEndOfInput;
    private long movedNanos;

    /// @throws IOException if there is no memory for one more
    NbdConnection(
            SocketChannel channel,
            SelectionKey key,
            CommandGate gate,
            BufferPool buffers,
            NbdExport export,
            LongSupplier nanoClock)
            throws IOException {
        memory = ConnectionMemory.take(buffers, export.traits());
        this.channel = channel;
        this.key = key;
        this.gate = gate;
        this.buffers = buffers;
        negotiation = new Negotiation(export);
        largestPart = export.traits().maxTransferBytes();
        replies = new ReplyQueue(memory.together());
        in = memory.in();
        talk = memory.talk();
        this.nanoClock = nanoClock;
        movedNanos = nanoClock.getAsLong();
        negotiation.open(talk);
    }

    boolean isNegotiating() {
        return transmission == null;
    }

    /// Returns for how long the server has waited for the client within a request: for the rest of it, or for what was
    /// asked for to be fetched. -1 where it does not wait: between requests a client may be silent for days.
    long stillNanos() {
        Transmission running = transmission;
        boolean isAwaited = hasOutput() || (running != null && running.isWithinRequest(in));
        return isAwaited ? Math.max(0, nanoClock.getAsLong() - movedNanos) : -1;
    }

    /// The socket has input, or room for output.
    void onReady(int operations) {
        try {
            if ((operations & SelectionKey.OP_READ) != 0) {
                takeIn();
            } else {
                goOn();
            }
        } catch (IOException _) {
            // The client is gone, which it may be at any time.
            close();
        }
    }

    // A client that has sent much is likely to have more under way. Looking is cheaper than being woken once more.
    private void takeIn() throws IOException {
        boolean wasMuch = true;
        for (int i = 0; wasMuch && i < MOST_RECEIVES; i++) {
            wasMuch = receive() >= LARGE_RECEIVE_BYTES;
            goOn();
        }
    }

    /// Does what can be done now: takes requests, sends replies.
    void goOn() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            boolean more = true;
            while (more) {
                advance();
                send();
                // What was sent makes room for what waits.
                more = canAdvance() && isStuck() && step();
            }
            if (isEndOfInput) {
                endInput();
            }
            listen();
            if (isEnding && !hasOutput()) {
                close();
            }
        } catch (IOException _) {
            close();
        }
    }

    /// Ends the connection; what the disk still works on for it completes unheard.
    void close() {
        Transmission dying = transmission;
        isEnding = true;
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException _) {
            // Closed all the same.
        }
        if (dying != null) {
            dying.die();
        } else {
            buffers.give(memory.block());
        }
        replies.clear();
        // A selector that is closed keeps its keys, and they what is attached: the buffers.
        key.attach(null);
        buffers.give(in);
        buffers.give(talk);
        buffers.give(memory.together());
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    private int receive() throws IOException {
        if (!channel.isOpen()) {
            return 0;
        }
        makeRoom();
        int limit = in.limit();
        if (limit == in.capacity()) {
            return 0;
        }
        int position = in.position();
        in.position(limit).limit(end(position, limit));
        int count;
        try {
            count = channel.read(in);
        } finally {
            in.limit(in.position()).position(position);
        }
        isEndOfInput = count < 0;
        noteMoved(count > 0);
        return count;
    }

    private void noteMoved(boolean hasMoved) {
        if (hasMoved) {
            movedNanos = nanoClock.getAsLong();
        }
    }

    // In the middle of a large write no more is taken than completes it and tells what follows. So the next one
    // begins where the buffer does, in memory that the caches still hold, and nothing has to be moved there.
    private int end(int position, int limit) {
        Transmission running = transmission;
        long rest = running == null ? 0 : running.payloadBytes() - (limit - position);
        return rest < LARGE_RECEIVE_BYTES
                ? in.capacity()
                : (int) Math.min(in.capacity(), limit + rest + Nbd.REQUEST_BYTES);
    }

    private void makeRoom() {
        if (!in.hasRemaining()) {
            in.position(0).limit(0);
        } else if (in.capacity() - in.limit() < largestPart && in.position() > 0) {
            in.compact().flip();
        }
    }

    private void advance() {
        while (canAdvance() && step()) {
            // Each step is one option or one request.
        }
    }

    private boolean canAdvance() {
        return !isEnding && talk.remaining() >= Negotiation.MAX_ANSWER_BYTES;
    }

    private boolean isStuck() {
        return in.hasRemaining();
    }

    private boolean step() {
        Transmission running = transmission;
        if (running == null) {
            return negotiate();
        }
        boolean stepped = running.step(in);
        isEnding = isEnding || running.isBroken() || running.isOver();
        return stepped;
    }

    private boolean negotiate() {
        switch (negotiation.step(in, talk)) {
            case HUNGRY -> {
                return false;
            }
            case CHOSEN ->
                transmission = new Transmission(gate, buffers, memory.block(), negotiation.isStructured(), replies);
            case OVER -> isEnding = true;
            case AGAIN -> {}
        }
        return true;
    }

    // Nothing more comes: a client that has not chosen by now never will, and a request that is cut short stays so.
    private void endInput() {
        Transmission running = transmission;
        if (running == null) {
            isEnding = isEnding || canAdvance();
            return;
        }
        running.endInput(in);
        isEnding = isEnding || running.isOver();
    }

    private void send() throws IOException {
        if (talk.position() > 0) {
            talk.flip();
            noteMoved(channel.write(talk) > 0);
            talk.compact();
        }
        if (talk.position() == 0) {
            noteMoved(replies.send(channel));
        }
        Transmission running = transmission;
        isEnding = isEnding || (running != null && running.isOver());
    }

    private boolean hasOutput() {
        return talk.position() > 0 || !replies.isEmpty();
    }

    // Where the input is full, or ends within a request, there is nothing to listen for.
    private void listen() {
        makeRoom();
        boolean isFull = in.limit() == in.capacity();
        int wanted = (isFull || isEnding || isEndOfInput ? 0 : SelectionKey.OP_READ)
                | (hasOutput() ? SelectionKey.OP_WRITE : 0);
        if (key.isValid() && key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }
}
