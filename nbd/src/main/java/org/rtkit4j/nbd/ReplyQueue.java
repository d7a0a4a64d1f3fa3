package org.rtkit4j.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Replies on their way to a client, in the order in which they came about. Short ones are copied together and leave
/// with one system call, as many as there are; a long one leaves from where it is.
final class ReplyQueue {
    /// Room for the short ones of a full queue of a usual client.
    static final int TOGETHER_BYTES = 1 << 17;

    // A copy of so much costs less than a system call.
    private static final int MOST_SHORT_BYTES = 1 << 15;
    private static final int INITIAL = 64;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteBuffer together;
    private ByteBuffer[] replies = new ByteBuffer[INITIAL];
    private @Nullable NbdRequest[] requests = new NbdRequest[INITIAL];
    private int first;
    private int count;
    private long sentBytes;

    /// @param together where short ones are copied to; has room for [#TOGETHER_BYTES]
    ReplyQueue(ByteBuffer together) {
        this.together = together;
        Arrays.fill(replies, NOTHING);
    }

    boolean isEmpty() {
        return count == 0 && together.position() == 0;
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
    ///
    /// @return whether it took any
    boolean send(SocketChannel channel) throws IOException {
        long before = sentBytes;
        boolean goesOn = true;
        while (goesOn && !isEmpty()) {
            copyTogether();
            goesOn = together.position() > 0 ? sendTogether(channel) : sendFirst(channel);
        }
        return sentBytes != before;
    }

    private void copyTogether() {
        while (count > 0 && replies[first].remaining() <= Math.min(MOST_SHORT_BYTES, together.remaining())) {
            together.put(replies[first]);
            releaseFirst();
        }
    }

    private boolean sendTogether(SocketChannel channel) throws IOException {
        sentBytes += channel.write(together.flip());
        together.compact();
        return together.position() == 0;
    }

    private boolean sendFirst(SocketChannel channel) throws IOException {
        ByteBuffer reply = replies[first];
        sentBytes += channel.write(reply);
        if (reply.hasRemaining()) {
            return false;
        }
        releaseFirst();
        return true;
    }

    /// Gives up what was not sent.
    void clear() {
        together.clear();
        while (count > 0) {
            releaseFirst();
        }
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
