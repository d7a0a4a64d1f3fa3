package org.rtkit4j.drivers.smc;

import java.util.concurrent.atomic.AtomicBoolean;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.wire.message.SmcMsg;

/// The last words to the controller: power off, restart. For contexts in which nothing may sleep, such as a
/// shutdown hook, while the other threads are wherever they happen to be.
///
/// [#enter] silences the controller and shuts the normal path out; then [#write32] writes. Each has a deadline.
/// Neither allocates, and neither waits for a lock: the co-processor's own is tried again and again until the
/// deadline, and the driver's, which a stopped thread may hold for good, is not touched. What the platform's
/// registers and memory do underneath is theirs. Linux polls here without a time-out and can hang for ever.
public final class AtomicSmc {
    private static final int NTAP = 0x4e54_4150;
    private static final int U32_BYTES = 4;

    private final CommandChannel channel;
    private final byte[] payload = new byte[U32_BYTES];
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile int lastResult;

    /// What became of an atomic command.
    public enum Outcome {
        /// The controller has done it.
        DONE,
        /// The controller refused; [#lastResult] says with what.
        REFUSED,
        /// No answer within the deadline.
        TIMED_OUT,
        /// The co-processor does not run, or the way to it is broken.
        LINK_DOWN,
        /// Another thread is in the middle of an atomic command. Nothing was done.
        BUSY,
        /// [#enter] was not called, or did not succeed.
        NOT_ENTERED
    }

    AtomicSmc(CommandChannel channel) {
        this.channel = channel;
    }

    /// Shuts the normal path out and tells the controller to send no more events.
    ///
    /// Whoever waits on the normal path gets an [SmcException] soon; its command may still be carried out. The mode
    /// stays on whatever the outcome, until [#leave].
    public Outcome enter(long timeoutNanos) {
        if (!isTaken.compareAndSet(false, true)) {
            return Outcome.BUSY;
        }
        try {
            long start = now();
            channel.setAtomic(true);
            Outcome outcome = takeOver(start, timeoutNanos);
            return outcome == Outcome.DONE ? write(NTAP, 0, 1, start, timeoutNanos) : outcome;
        } finally {
            isTaken.set(false);
        }
    }

    /// Writes a key of four bytes, little-endian.
    ///
    /// @param timeoutNanos how long it may take in all
    public Outcome write32(SmcKey key, int value, long timeoutNanos) {
        return write32(key.code(), value, timeoutNanos);
    }

    /// Asks for a power state.
    public Outcome power(PowerAction action, long timeoutNanos) {
        return write32(PowerAction.KEY, action.code(), timeoutNanos);
    }

    /// Returns the result code with which the controller refused last.
    public int lastResult() {
        return lastResult;
    }

    /// Lets the normal path in again, where the machine stays on after all. Events stay off until asked for again.
    ///
    /// @return [Outcome#BUSY] where an atomic command is under way, which the normal path must not meet: the mode
    /// stays on; else [Outcome#DONE]
    public Outcome leave() {
        if (!isTaken.compareAndSet(false, true)) {
            return Outcome.BUSY;
        }
        channel.setAtomic(false);
        isTaken.set(false);
        return Outcome.DONE;
    }

    private Outcome write32(int key, int value, long timeoutNanos) {
        if (!channel.isAtomic()) {
            return Outcome.NOT_ENTERED;
        }
        if (!isTaken.compareAndSet(false, true)) {
            return Outcome.BUSY;
        }
        try {
            return write(key, value, U32_BYTES, now(), timeoutNanos);
        } finally {
            isTaken.set(false);
        }
    }

    // Once the lock was had after the mode was set, nobody is in the middle of posting, nor will be.
    private Outcome takeOver(long start, long timeoutNanos) {
        try {
            while (channel.iop.pollEarly() < 0) {
                if (isOver(start, timeoutNanos)) {
                    return Outcome.TIMED_OUT;
                }
                Thread.onSpinWait();
            }
        } catch (RuntimeException _) {
            return Outcome.LINK_DOWN;
        }
        channel.abandonOutstanding();
        return Outcome.DONE;
    }

    private Outcome write(int key, int value, int size, long start, long timeoutNanos) {
        // What was given up before may write to shared memory until a later command is answered.
        if (channel.isHaunted()) {
            Outcome laid = exchange(SmcMsg.KEY_BY_INDEX.word(), start, timeoutNanos);
            if (laid != Outcome.DONE && laid != Outcome.REFUSED) {
                return laid;
            }
            channel.setHaunted(false);
        }
        for (int i = 0; i < size; i++) {
            payload[i] = (byte) (value >>> (8 * i));
        }
        try {
            channel.shared().write(0, payload, 0, size);
        } catch (RuntimeException _) {
            return Outcome.LINK_DOWN;
        }
        long word = SmcMsg.KEY.put(SmcMsg.WRITE_KEY.word(), key & 0xffff_ffffL);
        return exchange(SmcMsg.SIZE.put(word, size), start, timeoutNanos);
    }

    private Outcome exchange(long word, long start, long timeoutNanos) {
        int id = channel.ids.next(now());
        if (id == CommandIds.NONE) {
            return Outcome.TIMED_OUT;
        }
        channel.expect(id);
        try {
            long left = timeoutNanos - (now() - start);
            if (!channel.iop.sendPolled(CommandChannel.ENDPOINT, SmcMsg.ID.put(word, id), Math.max(left, 0))) {
                return Outcome.TIMED_OUT;
            }
            while (!channel.isAnswered()) {
                if (isOver(start, timeoutNanos)) {
                    channel.abandonOutstanding();
                    return Outcome.TIMED_OUT;
                }
                channel.iop.pollEarly();
                Thread.onSpinWait();
            }
        } catch (RtkitException | RuntimeException _) {
            return Outcome.LINK_DOWN;
        }
        int result = (int) SmcMsg.RESULT.get(channel.answer());
        lastResult = result;
        return result == 0 ? Outcome.DONE : Outcome.REFUSED;
    }

    private boolean isOver(long start, long timeoutNanos) {
        return now() - start >= timeoutNanos;
    }

    private long now() {
        return channel.options.clock().getAsLong();
    }
}
