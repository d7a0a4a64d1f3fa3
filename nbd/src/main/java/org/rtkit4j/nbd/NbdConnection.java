package org.rtkit4j.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// One client, from its first byte to its last, on the thread of the server.
final class NbdConnection {
    // Room for what a client sends ahead: several of the largest writes that a disk takes at once.
    private static final int LEAST_INPUT_BYTES = 1 << 20;
    private static final int WRITES_AHEAD = 4;
    private static final int TALK_BYTES = 0x4000;
    // The other clients wait meanwhile.
    private static final int MOST_RECEIVES = 16;
    private static final int LARGE_RECEIVE_BYTES = 0x1_0000;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final CommandGate gate;
    private final BufferPool buffers;
    private final Negotiation negotiation;
    private final ReplyQueue replies = new ReplyQueue();
    private final ByteBuffer in;
    private final ByteBuffer talk;
    private final int largestPart;
    private @Nullable Transmission transmission;
    private boolean isEnding;
    private boolean isEndOfInput;

    /// @throws IOException if there is no memory for one more
    NbdConnection(SocketChannel channel, SelectionKey key, CommandGate gate, BufferPool buffers, NbdExport export)
            throws IOException {
        this.channel = channel;
        this.key = key;
        this.gate = gate;
        this.buffers = buffers;
        negotiation = new Negotiation(export);
        largestPart = export.traits().maxTransferBytes();
        in = buffers.take(Math.max(LEAST_INPUT_BYTES, WRITES_AHEAD * largestPart))
                .limit(0);
        talk = buffers.take(TALK_BYTES);
        negotiation.open(talk);
    }

    boolean isNegotiating() {
        return transmission == null;
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
        }
        replies.clear();
        // A selector that is closed keeps its keys, and they what is attached: the buffers.
        key.attach(null);
        buffers.give(in);
        buffers.give(talk);
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
        return count;
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
            case CHOSEN -> transmission = new Transmission(gate, buffers, negotiation.isStructured(), replies);
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
            channel.write(talk);
            talk.compact();
        }
        if (talk.position() == 0) {
            replies.send(channel);
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
