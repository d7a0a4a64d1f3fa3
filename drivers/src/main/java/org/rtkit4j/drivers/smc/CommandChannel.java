package org.rtkit4j.drivers.smc;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.port.SharedBuffer;

/// One command outstanding, its answer matched by id, and the shared memory that belongs to it.
///
/// Two paths share it. The normal one ([#exchange], one thread at a time) waits as the co-processor's adapter does.
/// The atomic one ([AtomicSmc]) takes over at any moment, whatever a thread on the normal path is doing: a command
/// is posted under the co-processor's lock, which the atomic path has had once before it touches anything.
final class CommandChannel implements EndpointListener {
    static final int ENDPOINT = 0x20;
    static final int SHARED_BYTES = 256;

    private static final int NOTIFICATION = 0x18;
    private static final long SLICE_NANOS = 10_000_000L;

    final Iop iop;
    final SmcOptions options;
    final CommandIds ids;
    private final LongConsumer onEvent;
    private final BooleanSupplier step = this::step;
    // Of the command that is outstanding.
    private final AtomicInteger awaited = new AtomicInteger(CommandIds.NONE);
    private volatile boolean isAnswered;
    private volatile long answer;
    private volatile boolean isAtomic;
    // A command was given up: it may still be carried out, and write to shared memory then.
    private volatile boolean isHaunted;
    private volatile long stale;
    private volatile long lostEvents;
    private volatile @Nullable SharedBuffer shared;
    // Of the normal path's command. Only the thread whose turn it is touches them, see SmcCommands.
    private long word;
    private byte[] payload = {};
    private boolean isPosted;
    private boolean isOutOfIds;
    private boolean isPast;
    private @Nullable RtkitException refusal;

    CommandChannel(Iop iop, SmcOptions options, LongConsumer onEvent) {
        this.iop = iop;
        this.options = options;
        this.onEvent = onEvent;
        ids = new CommandIds(options.quarantineNanos());
    }

    // ---- What the firmware says, under the co-processor's lock ----

    @Override
    public boolean onEarly(long msg0) {
        int expected = awaited.get();
        if (expected == ADDRESS) {
            return accept(msg0);
        }
        if (SmcMsg.RESULT.get(msg0) == NOTIFICATION) {
            return isAtomic && drop();
        }
        if (SmcMsg.ID.get(msg0) == expected && !isAnswered) {
            return accept(msg0);
        }
        return ignore();
    }

    @Override
    public void onMessage(long msg0, Outbox out) {
        onEvent.accept(SmcMsg.VALUE.get(msg0));
    }

    private boolean accept(long msg0) {
        answer = msg0;
        isAnswered = true;
        return true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    private boolean ignore() {
        stale++;
        return true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    private boolean drop() {
        lostEvents++;
        return true;
    }

    /// Returns how many answers were dropped because nobody waited for them.
    long staleAnswers() {
        return stale;
    }

    /// Returns how many events came in atomic mode.
    long lostEvents() {
        return lostEvents;
    }

    // ---- The normal path ----

    /// What [#onEarly] waits for before the shared memory is known: the first message is its raw address.
    private static final int ADDRESS = 100;

    /// Asks for the shared memory; returns the address that the firmware names.
    long initialize() throws SmcException, InterruptedException {
        String what = "initialise";
        isAnswered = false;
        awaited.set(ADDRESS);
        try {
            iop.startEndpoint(ENDPOINT, this);
            iop.send(ENDPOINT, SmcMsg.INITIALIZE.word());
            if (!iop.await(() -> isAnswered, options.timeoutNanos())) {
                throw new SmcException(new SmcFault.TimedOut(what, options.timeoutNanos()));
            }
            return answer;
        } catch (RtkitException e) {
            throw new SmcException(new SmcFault.Link(what, e.fault()), e);
        } finally {
            awaited.set(CommandIds.NONE);
        }
    }

    void use(SharedBuffer memory) {
        shared = memory;
    }

    SharedBuffer shared() {
        SharedBuffer memory = shared;
        if (memory == null) {
            throw new IllegalStateException("the shared memory is not known yet");
        }
        return memory;
    }

    /// Returns whether the firmware that runs is the one that named the shared memory. What comes up after it is
    /// somebody else's to talk to.
    boolean isHeard() {
        return iop.isHeardBy(ENDPOINT, this);
    }

    /// Stops the endpoint where it was started; the co-processor runs on.
    void stop() throws RtkitException {
        if (isHeard()) {
            iop.stopEndpoint(ENDPOINT);
        }
    }

    /// Gives the shared memory back, if it is known.
    void close() {
        SharedBuffer memory = shared;
        if (memory != null) {
            memory.close();
        }
    }

    /// Sends a command and waits for its answer. One thread at a time.
    ///
    /// @param what the command in words, for messages
    /// @param with what lies in shared memory when it is sent
    long exchange(String what, long command, byte[] with) throws SmcException, InterruptedException {
        if (isHaunted && with.length > 0) {
            layGhost(what);
        }
        return exchangeOnce(what, command, with);
    }

    // Commands are carried out in order: once a later one is answered, one that was given up writes no more.
    private void layGhost(String what) throws SmcException, InterruptedException {
        isHaunted = false;
        try {
            exchangeOnce(what, SmcMsg.KEY_BY_INDEX.word(), new byte[0]);
        } catch (SmcException | InterruptedException e) {
            isHaunted = true;
            throw e;
        }
    }

    private long exchangeOnce(String what, long command, byte[] with) throws SmcException, InterruptedException {
        word = command;
        payload = with;
        isPosted = false;
        isOutOfIds = false;
        isPast = false;
        refusal = null;
        try {
            await(what);
        } catch (RtkitException e) {
            throw new SmcException(new SmcFault.Link(what, e.fault()), e);
        } finally {
            abandonUnlessAnswered();
        }
        return answer;
    }

    private void await(String what) throws SmcException, RtkitException, InterruptedException {
        long start = options.clock().getAsLong();
        boolean isOver = false;
        while (!isOver) {
            long left = options.timeoutNanos() - (options.clock().getAsLong() - start);
            if (left <= 0) {
                throw new SmcException(new SmcFault.TimedOut(what, options.timeoutNanos()));
            }
            // Nobody wakes a thread that waits for room in the FIFO here, so that wait is cut into slices.
            isOver = iop.await(step, isPosted ? left : Math.min(left, SLICE_NANOS));
        }
        requireNoRefusal(what);
    }

    private void requireNoRefusal(String what) throws SmcException, RtkitException {
        if (refusal != null) {
            throw refusal;
        }
        if (isOutOfIds) {
            throw new SmcException(new SmcFault.NoIdLeft(what));
        }
        if (isPast) {
            throw new SmcException(new SmcFault.Gone(what));
        }
        if (isAtomic) {
            throw new SmcException(new SmcFault.Atomic(what));
        }
    }

    // Called on the thread that waits, under the co-processor's lock, again and again.
    private boolean step() {
        if (isAtomic) {
            return true;
        }
        if (!isPosted) {
            try {
                isPosted = post();
            } catch (RtkitException e) {
                refusal = e;
            }
        }
        return refusal != null || isOutOfIds || isPast || (isPosted && isAnswered);
    }

    private boolean post() throws RtkitException {
        if (iop.isRunning() && !isHeard()) {
            isPast = true;
            return false;
        }
        int id = ids.next(options.clock().getAsLong());
        if (id == CommandIds.NONE) {
            isOutOfIds = true;
            return false;
        }
        shared().write(0, payload, 0, payload.length);
        expect(id);
        boolean isSent = iop.trySend(ENDPOINT, SmcMsg.ID.put(word, id));
        if (!isSent) {
            awaited.set(CommandIds.NONE);
        }
        return isSent;
    }

    private void abandonUnlessAnswered() {
        int id = awaited.get();
        if (!isPosted || isAtomic || id == CommandIds.NONE) {
            return;
        }
        if (!isAnswered) {
            abandon(id);
        }
        awaited.compareAndSet(id, CommandIds.NONE);
    }

    // ---- What both paths use ----

    boolean isAtomic() {
        return isAtomic;
    }

    void setAtomic(boolean atomic) {
        isAtomic = atomic;
    }

    boolean isHaunted() {
        return isHaunted;
    }

    void setHaunted(boolean haunted) {
        isHaunted = haunted;
    }

    /// Waits for the answer with this id from now on.
    void expect(int id) {
        isAnswered = false;
        awaited.set(id);
    }

    boolean isAnswered() {
        return isAnswered;
    }

    long answer() {
        return answer;
    }

    /// Gives up on the command that is outstanding, if there is one.
    void abandonOutstanding() {
        int id = awaited.getAndSet(CommandIds.NONE);
        if (id >= 0 && id < CommandIds.COUNT && !isAnswered) {
            abandon(id);
        }
    }

    private void abandon(int id) {
        ids.rest(id, options.clock().getAsLong());
        isHaunted = true;
    }
}
