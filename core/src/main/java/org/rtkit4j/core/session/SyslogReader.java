package org.rtkit4j.core.session;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.Syslog;
import org.rtkit4j.wire.port.SharedBuffer;

/// Reads entries of the syslog ring, whose geometry and indices the firmware gives and nobody trusts.
final class SyslogReader {
    private static final int HEAD_BYTES = Syslog.Entry.STRUCT.sizeBytes();

    private int entries;
    private int stride;
    private byte[] scratch = new byte[0];

    boolean hasGeometry() {
        return stride != 0;
    }

    /// Takes the ring's geometry, cut to what fits `buffer` where that is known.
    ///
    /// @return whether it fitted
    boolean setGeometry(int ringEntries, int messageBytes, @Nullable SharedBuffer buffer) {
        stride = HEAD_BYTES + messageBytes;
        entries = ringEntries;
        if (buffer != null && (long) entries * stride > buffer.sizeBytes()) {
            entries = (int) (buffer.sizeBytes() / stride);
            return false;
        }
        return true;
    }

    /// Returns whether entry `index` lies inside ring and buffer.
    boolean holds(int index, SharedBuffer buffer) {
        return index < entries && (index + 1L) * stride <= buffer.sizeBytes();
    }

    /// Copies an entry out, then reads it, and tells it.
    void read(int index, SharedBuffer buffer, Standing standing) {
        if (scratch.length < stride) {
            scratch = new byte[stride];
        }
        buffer.read((long) index * stride, scratch, 0, stride);
        int context = Syslog.Entry.CONTEXT.offset();
        int contextLength = length(context, Syslog.Entry.CONTEXT.sizeBytes());
        standing.onSyslog(scratch, context, contextLength, HEAD_BYTES, length(HEAD_BYTES, stride - HEAD_BYTES));
    }

    void forget() {
        entries = 0;
        stride = 0;
    }

    // Up to the first NUL, less trailing blanks and line ends, as Linux crops it.
    private int length(int from, int limit) {
        int end = from;
        while (end < from + limit && scratch[end] != 0) {
            end++;
        }
        while (end > from && (scratch[end - 1] == '\n' || scratch[end - 1] == '\r' || scratch[end - 1] == ' ')) {
            end--;
        }
        return end - from;
    }
}
