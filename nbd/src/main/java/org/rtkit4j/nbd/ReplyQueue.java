package org.rtkit4j.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Replies on their way to a client, in the order in which they came about: as many as there are leave with one
/// system call.
final class ReplyQueue {
    private static final int MOST_AT_ONCE = 64;
    private static final int INITIAL = 64;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteBuffer[] batch = new ByteBuffer[MOST_AT_ONCE];
    private ByteBuffer[] replies = new ByteBuffer[INITIAL];
    private @Nullable NbdRequest[] requests = new NbdRequest[INITIAL];
    private int first;
    private int count;

    ReplyQueue() {
        Arrays.fill(batch, NOTHING);
        Arrays.fill(replies, NOTHING);
    }

    boolean isEmpty() {
        return count == 0;
    }

    void add(NbdRequest request, ByteBuffer reply) {
        if (count == replies.length) {
            grow();
        }
        int at = (first + count) & (replies.length - 1);
        replies[at] = reply;
        requests[at] = request;
        count++;
    }

    /// Sends as much as the socket takes.
    void send(SocketChannel channel) throws IOException {
        while (count > 0) {
            int sending = fill();
            channel.write(batch, 0, sending);
            int sent = releaseSent(sending);
            if (sent < sending) {
                return;
            }
        }
    }

    /// Gives up what was not sent.
    void clear() {
        while (count > 0) {
            releaseFirst();
        }
    }

    private int fill() {
        int sending = Math.min(count, MOST_AT_ONCE);
        for (int i = 0; i < sending; i++) {
            batch[i] = replies[(first + i) & (replies.length - 1)];
        }
        return sending;
    }

    private int releaseSent(int sending) {
        int sent = 0;
        while (sent < sending && !batch[sent].hasRemaining()) {
            releaseFirst();
            sent++;
        }
        Arrays.fill(batch, 0, sending, NOTHING);
        return sent;
    }

    private void releaseFirst() {
        NbdRequest request = requests[first];
        replies[first] = NOTHING;
        requests[first] = null;
        first = (first + 1) & (replies.length - 1);
        count--;
        if (request != null) {
            request.release();
        }
    }

    private void grow() {
        var moreReplies = new ByteBuffer[2 * replies.length];
        @Nullable NbdRequest[] moreRequests = new NbdRequest[2 * replies.length];
        Arrays.fill(moreReplies, NOTHING);
        for (int i = 0; i < count; i++) {
            int at = (first + i) & (replies.length - 1);
            moreReplies[i] = replies[at];
            moreRequests[i] = requests[at];
        }
        replies = moreReplies;
        requests = moreRequests;
        first = 0;
    }
}
