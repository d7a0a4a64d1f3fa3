package org.rtkit4j.capture.tap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;

/// The messages of one mailbox on their way to a listener: a ring of fixed size, which the talking end fills.
///
/// The recording side never waits and allocates nothing; what finds the ring full is dropped and counted. One
/// thread at a time records, which is the rule of every mailbox, and each must see what the one before it did, as
/// threads do that share the co-processor's lock. Any thread may drain; several take turns.
public final class TapRing {
    private static final VarHandle WRITTEN;
    private static final VarHandle READ;
    private static final VarHandle DROPPED;

    static {
        try {
            var lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(TapRing.class, "written", long.class);
            READ = lookup.findVarHandle(TapRing.class, "read", long.class);
            DROPPED = lookup.findVarHandle(TapRing.class, "dropped", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // A record: time, both words, and its head: how many were dropped before it, above its kind.
    private static final int WORDS = 4;
    private static final int KIND_BITS = 8;
    private static final int TO_IOP = 0;
    private static final int TO_AP = 1;
    private static final int NOTE = 2;
    private static final int WITH_SNAPSHOT = 4;
    private static final int WITH_BODY = 8;

    private final int interfaceNumber;
    private final int mask;
    private final long[] records;
    private final @Nullable Object[] attachments;

    // The recording side's: the next record's number, what it last saw of `read`, and what was dropped since.
    private long written;
    private long knownRead;
    private long dropped;
    private long gap;

    // The draining side's: the number of the oldest record.
    private long read;

    /// Makes an empty ring.
    ///
    /// @param interfaceNumber tells this mailbox from others, from 0
    /// @param capacity in messages, rounded up to a power of two; 36 bytes each
    public TapRing(int interfaceNumber, int capacity) {
        if (capacity < 1 || capacity > 1 << 24) {
            throw new IllegalArgumentException("a ring holds 1 to 2^24 messages: capacity=" + capacity);
        }
        int size = Math.max(2, Integer.highestOneBit(capacity - 1) << 1);
        this.interfaceNumber = interfaceNumber;
        this.mask = size - 1;
        this.records = new long[size * WORDS];
        this.attachments = new Object[size];
    }

    /// Returns the number of the mailbox's interface in the file.
    public int interfaceNumber() {
        return interfaceNumber;
    }

    /// Records a message, unless the ring is full.
    ///
    /// @param direction not `BOTH`
    public void record(long timeNanos, Direction direction, long msg0, long msg1) {
        put(direction == Direction.AP_TO_IOP ? TO_IOP : TO_AP, timeNanos, msg0, msg1, null);
    }

    /// Records a message and the memory that it refers to, unless the ring is full.
    ///
    /// @param snapshot null where it refers to none
    public void record(long timeNanos, Direction direction, long msg0, long msg1, @Nullable Snapshot snapshot) {
        int kind = direction == Direction.AP_TO_IOP ? TO_IOP : TO_AP;
        put(snapshot == null ? kind : kind | WITH_SNAPSHOT, timeNanos, msg0, msg1, snapshot);
    }

    /// Records a message and what it carries besides its two words, unless the ring is full.
    ///
    /// @param body given away by the caller
    public void record(long timeNanos, Direction direction, long msg0, long msg1, byte[] body) {
        int kind = direction == Direction.AP_TO_IOP ? TO_IOP : TO_AP;
        put(kind | WITH_BODY, timeNanos, msg0, msg1, body);
    }

    /// Records words for people between the messages, unless the ring is full. Same thread rules as for messages.
    public void note(long timeNanos, String note) {
        put(NOTE, timeNanos, 0, 0, note);
    }

    /// Returns how much was dropped since the ring was made. Any thread may ask.
    public long dropped() {
        return (long) DROPPED.getOpaque(this);
    }

    /// Returns how much was recorded since the ring was made, without what was dropped. Any thread may ask.
    public long recorded() {
        return (long) WRITTEN.getAcquire(this);
    }

    /// Hands what was recorded to `sink`, the oldest first.
    ///
    /// What a sink that throws was given last is gone; the rest stays.
    ///
    /// @param budget how many at most, so that a flood does not keep the caller for ever
    /// @return how many were handed over
    public synchronized int drain(TapSink sink, int budget) {
        long first = read;
        long end = Math.min((long) WRITTEN.getAcquire(this), first + budget);
        long at = first;
        try {
            while (at < end) {
                deliver((int) at++ & mask, sink);
            }
        } finally {
            READ.setRelease(this, at);
        }
        return (int) (at - first);
    }

    private void put(int kind, long timeNanos, long msg0, long msg1, @Nullable Object attachment) {
        long next = written;
        if (next - knownRead > mask && !hasRoom(next)) {
            gap++;
            DROPPED.setOpaque(this, dropped + 1);
            return;
        }
        int slot = (int) next & mask;
        int at = slot * WORDS;
        records[at] = timeNanos;
        records[at + 1] = msg0;
        records[at + 2] = msg1;
        records[at + 3] = gap << KIND_BITS | kind;
        gap = 0;
        if (attachment != null) {
            attachments[slot] = attachment;
        }
        WRITTEN.setRelease(this, next + 1);
    }

    private boolean hasRoom(long next) {
        knownRead = (long) READ.getAcquire(this);
        return next - knownRead <= mask;
    }

    private void deliver(int slot, TapSink sink) {
        int at = slot * WORDS;
        long head = records[at + 3];
        Object attachment = attachments[slot];
        attachments[slot] = null;
        if (head >>> KIND_BITS != 0) {
            sink.onGap(interfaceNumber, head >>> KIND_BITS);
        }
        if ((head & NOTE) != 0) {
            sink.onNote(interfaceNumber, records[at], String.valueOf(attachment));
            return;
        }
        Direction direction = (head & TO_AP) == 0 ? Direction.AP_TO_IOP : Direction.IOP_TO_AP;
        if (attachment instanceof byte[] body) {
            sink.onMessage(
                    interfaceNumber, records[at], direction, records[at + 1], records[at + 2], ByteBuffer.wrap(body));
            return;
        }
        sink.onMessage(interfaceNumber, records[at], direction, records[at + 1], records[at + 2]);
        Snapshot snapshot = attachment instanceof Snapshot first ? first : null;
        while (snapshot != null) {
            sink.onSnapshot(interfaceNumber, snapshot);
            snapshot = snapshot.next();
        }
    }
}
