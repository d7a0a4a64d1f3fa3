package org.rtkit4j.drivers.display;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.iomfb.AnswerListener;
import org.rtkit4j.drivers.iomfb.HostCalls;
import org.rtkit4j.drivers.iomfb.OutgoingCall;
import org.rtkit4j.drivers.iomfb.SwapPacket;
import org.rtkit4j.drivers.iomfb.SwapRing;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.port.Releases;

/// Calls of the firmware that somebody waits for, one after the other. One thread at a time.
///
/// Whoever waits posts, too, under the co-processor's lock: so nothing of a call is seen half done, and nothing is
/// allocated for one.
final class IomfbCommands {
    private final Iop iop;
    private final HostCalls calls;
    private final SwapRing swaps;
    private final BooleanSupplier step = this::step;
    private final AnswerListener answer = this::onAnswer;
    private final AnswerListener started = this::onStarted;
    private final OutgoingCall swapStart;
    private final Field swapId;
    private final Field startReturned;
    private final Field submitReturned;
    private @Nullable OutgoingCall call;
    private @Nullable SwapPacket picture;
    private @Nullable Field returnedAt;
    private boolean isPosted;
    private boolean isAnswered;
    private long returned;
    private int flip = SwapRing.NONE;
    private @Nullable RtkitException refusal;

    IomfbCommands(Iop iop, HostCalls calls, SwapRing swaps, IomfbVersion version) {
        this.iop = iop;
        this.calls = calls;
        this.swaps = swaps;
        swapStart = OutgoingCall.of(IomfbMethod.SWAP_START, version);
        swapId = IomfbMethod.SWAP_START.signature(version).out("swap_id");
        startReturned = IomfbMethod.SWAP_START.signature(version).returned();
        submitReturned = IomfbMethod.SWAP_SUBMIT.signature(version).returned();
    }

    /// Makes a call and waits for its answer.
    ///
    /// @return what was returned, 0 where nothing is
    long ask(OutgoingCall asked, long timeoutNanos) throws DisplayException, InterruptedException {
        picture = null;
        returnedAt = asked.returned();
        return exchange(asked, asked.method().label(), timeoutNanos);
    }

    /// Hands a picture over: asks for a number, and gives what goes with it.
    ///
    /// @return its number among those that wait
    /// @throws DisplayException if the firmware does not take it
    int submit(SwapPacket next, long timeoutNanos) throws DisplayException, InterruptedException {
        picture = next;
        returnedAt = submitReturned;
        flip = SwapRing.NONE;
        long code = exchange(swapStart, "swap", timeoutNanos);
        if (code != 0) {
            swaps.forget(flip);
            throw new DisplayException(new DisplayFault.Refused("swap", code));
        }
        return flip;
    }

    private long exchange(OutgoingCall asked, String what, long timeoutNanos)
            throws DisplayException, InterruptedException {
        call = asked;
        isPosted = false;
        isAnswered = false;
        refusal = null;
        boolean isOver = false;
        try {
            isOver = iop.await(step, timeoutNanos);
            if (refusal != null) {
                throw refusal;
            }
        } catch (RtkitException e) {
            throw new DisplayException(new DisplayFault.Link(what, e.fault()), e);
        } finally {
            if (!isOver) {
                abandon();
            }
        }
        if (!isOver) {
            throw new DisplayException(new DisplayFault.TimedOut(what, timeoutNanos));
        }
        return returned;
    }

    // Asked under the lock, again and again, by whoever waits.
    private boolean step() {
        OutgoingCall asked = call;
        if (!isPosted && asked != null && calls.isIdle()) {
            try {
                isPosted = calls.call(CallContext.CMD, asked, picture == null ? answer : started);
            } catch (RtkitException e) {
                refusal = e;
            }
        }
        return refusal != null || isAnswered;
    }

    private void onAnswer(MemorySegment output) {
        returned = returnedAt == null ? 0 : returnedAt.get(output, 0);
        isAnswered = true;
    }

    private void onStarted(MemorySegment output) {
        SwapPacket next = picture;
        returned = startReturned.get(output, 0);
        isAnswered = returned != 0 || next == null;
        if (!isAnswered && next != null) {
            submit(next, (int) swapId.get(output, 0));
        }
    }

    // Its number waits before it is handed over: it may be shown before the answer comes.
    private void submit(SwapPacket next, int swap) {
        next.number(swap);
        flip = swaps.add(swap);
        try {
            if (calls.call(CallContext.CMD, next.call(), answer)) {
                return;
            }
            returned = -1;
            isAnswered = true;
        } catch (RtkitException e) {
            refusal = e;
        }
    }

    private void abandon() {
        try {
            Releases.await(() -> iop.await(this::isAbandoned, 0));
        } catch (RtkitException _) {
            // The co-processor runs no more: nothing waits.
        }
    }

    private boolean isAbandoned() {
        calls.abandon();
        return true;
    }
}
