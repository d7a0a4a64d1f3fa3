package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.rtkit4j.hardware.link.Link;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.FrameStatus;
import org.rtkit4j.hardware.proxy.wire.FrameType;
import org.rtkit4j.hardware.proxy.wire.Replies;
import org.rtkit4j.hardware.proxy.wire.Requests;

/// One flight of requests and its answers, in step: an answer is never taken for another's.
///
/// Frames have no numbers. So while a flight is out the two ends count as out of step, and where it does not come to
/// its end they remain so: the next flight begins with [#bringInStep]. One thread at a time.
final class FrameExchange {
    private static final int IN_STEP = -1;
    /// No target has such opcodes; one of them, echoed, says that nothing sent before it is still on its way.
    private static final long STEP_OPCODES = 0x5359_4e43_0000_0000L;
    private static final long STEP_MASK = 0xffff_ffff_0000_0000L;
    private static final int STEP_SLICES = 8;

    private final LongSupplier clock;
    private final ProxyOptions options;
    private final ProxyListener listener;
    private final ProxyCounters counters;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final Frame request = Frame.request();
    private final Frame reply = Frame.reply();

    /// How many bytes the target may still wait for, where the two are out of step.
    private long owedBytes;

    private boolean checksums = true;
    private boolean isStarting = true;
    private boolean hasRestarted;
    private boolean sawAnswer;
    private int lastStep;

    FrameExchange(Link link, LongSupplier clock, ProxyOptions options, ProxyListener listener, ProxyCounters counters) {
        this.clock = clock;
        this.options = options;
        this.listener = listener;
        this.counters = counters;
        incoming = new Incoming(new Inlet(link, clock), listener, counters);
        outgoing = new Outgoing(link, clock);
        lastStep = (int) clock.getAsLong();
    }

    boolean checksums() {
        return checksums;
    }

    /// Sets what the target has agreed to.
    void checksums(boolean agreed) {
        checksums = agreed;
    }

    /// From now on a BOOT is a greeting, until [#started].
    void starting() {
        isStarting = true;
        hasRestarted = false;
        checksums = true;
    }

    /// From now on a BOOT means that the target has lost what it knew.
    void started() {
        isStarting = false;
    }

    /// Begins a flight.
    Outgoing begin() throws ProxyException {
        if (hasRestarted) {
            throw new ProxyException(Kind.RESTARTED, "the target has started again; its state is lost");
        }
        return outgoing.begin();
    }

    /// Returns the request to be filled, sealed and added to the flight.
    Frame request() {
        return request;
    }

    /// Sends the flight.
    ///
    /// @return by when the answers must be there
    long send(long answerBytes, String what) throws IOException {
        owedBytes = outgoing.length();
        counters.onExchange();
        long deadline = clock.getAsLong() + options.timeoutNanos(outgoing.length() + answerBytes);
        if (!outgoing.send(deadline)) {
            throw new ProxyException(Kind.TIMEOUT, "the target does not take a request: " + what);
        }
        return deadline;
    }

    /// Waits for the next answer.
    ///
    /// @param type what it must answer
    /// @return its fields; the same object each time
    Frame receive(FrameType type, long deadline, String what) throws IOException {
        while (true) {
            switch (incoming.next(reply, checksums, deadline)) {
                case NOTHING -> throw new ProxyException(Kind.TIMEOUT, "no answer in time: " + what);
                case DAMAGED -> throw new ProxyException(Kind.DAMAGED, "the answer arrived damaged: " + what);
                case REPLY -> {
                    if (!isBoot()) {
                        return checked(type, what);
                    }
                    onBoot(what);
                }
            }
        }
    }

    /// Waits for the data that follow an answer.
    void receive(byte[] into, int from, int length, long deadline, String what) throws IOException {
        if (!incoming.data(into, from, length, deadline)) {
            throw new ProxyException(Kind.TIMEOUT, "the data did not come in time: " + what);
        }
    }

    /// Ends a flight whose answers are all there.
    void done() {
        owedBytes = IN_STEP;
    }

    /// Says that the target waits for nothing but a request, though its answer was no good.
    void answered() {
        owedBytes = 0;
    }

    private Frame checked(FrameType type, String what) throws ProxyException {
        FrameStatus status = FrameStatus.of(reply.signed(Replies.STATUS));
        if (status == FrameStatus.CHECKSUM) {
            throw new ProxyException(Kind.NOISE, "%s: %s".formatted(status.meaning(), what));
        }
        if (reply.typeWord() != type.word() || status == null) {
            throw new ProxyException(Kind.DAMAGED, "an answer to something else: " + what);
        }
        return reply;
    }

    // A request that arrives damaged is answered with whatever type it seems to have.
    private boolean isBoot() {
        return reply.typeWord() == FrameType.BOOT.word() && reply.signed(Replies.STATUS) == FrameStatus.OK.code();
    }

    private void onBoot(String what) throws ProxyException {
        BootReason reason = BootReason.of(reply.signed(Replies.REASON));
        int code = reply.signed(Replies.CODE);
        long info = reply.get(Replies.INFO);
        listener.onBoot(reason, code, info);
        if (isStarting) {
            return;
        }
        if (reason != BootReason.BOOT) {
            // It waits for requests; the answer to this one comes after EXIT.
            throw new ProxyException(
                    Kind.STOPPED,
                    "the target has stopped: reason=%s, code=%d, info=0x%x".formatted(reason, code, info));
        }
        hasRestarted = true;
        throw new ProxyException(Kind.RESTARTED, "the target has started again meanwhile: " + what);
    }

    /// Makes sure that no answer is on its way and the target waits for a request.
    ///
    /// @return whether an intact answer was on its way: the target has carried the request out
    /// @throws ProxyException if the target does not answer
    boolean bringInStep() throws IOException {
        if (owedBytes == IN_STEP) {
            return false;
        }
        counters.onStep();
        incoming.search(true);
        try {
            return step(clock.getAsLong() + options.timeoutNanos(owedBytes));
        } finally {
            incoming.search(false);
        }
    }

    private boolean step(long deadline) throws IOException {
        int padding = Math.toIntExact(owedBytes) + Requests.BYTES;
        sawAnswer = false;
        while (deadline - clock.getAsLong() > 0) {
            long transferNanos = options.timeoutNanos(padding) - options.timeoutNanos(0);
            long end = clock.getAsLong() + transferNanos + options.timeoutNanos(0) / STEP_SLICES;
            if (ask(padding, deadline) && isAnswered(end - deadline < 0 ? end : deadline)) {
                done();
                return sawAnswer;
            }
            padding = Requests.BYTES;
        }
        throw new ProxyException(Kind.TIMEOUT, "the target does not answer any more");
    }

    // What the target may still wait for, in bytes that are no frame; then a question that was never asked before.
    private boolean ask(int padding, long deadline) throws IOException {
        lastStep++;
        request.begin(FrameType.PROXY.word()).put(Requests.OPCODE, stepOpcode()).seal();
        outgoing.begin().add(new byte[padding], 0, padding).add(request.bytes(), 0, request.length());
        return outgoing.send(deadline);
    }

    private boolean isAnswered(long deadline) throws IOException {
        while (true) {
            Incoming.Found found = incoming.next(reply, checksums, deadline);
            if (found == Incoming.Found.NOTHING) {
                return false;
            }
            if (found == Incoming.Found.REPLY && isStep()) {
                return true;
            }
        }
    }

    private boolean isStep() throws ProxyException {
        if (isBoot()) {
            onBoot("bringing the two ends in step");
            return false;
        }
        long opcode = reply.get(Replies.OPCODE);
        boolean isQuestion = reply.typeWord() == FrameType.PROXY.word() && (opcode & STEP_MASK) == STEP_OPCODES;
        boolean isGood = reply.signed(Replies.STATUS) == FrameStatus.OK.code();
        sawAnswer |= isGood && !isQuestion;
        return isGood && opcode == stepOpcode() && isQuestion;
    }

    private long stepOpcode() {
        return STEP_OPCODES | Integer.toUnsignedLong(lastStep);
    }
}
