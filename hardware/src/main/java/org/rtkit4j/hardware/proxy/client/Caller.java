package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.FrameStatus;
import org.rtkit4j.hardware.proxy.wire.FrameType;
import org.rtkit4j.hardware.proxy.wire.Opcode;
import org.rtkit4j.hardware.proxy.wire.ProxyFeatures;
import org.rtkit4j.hardware.proxy.wire.Replies;
import org.rtkit4j.hardware.proxy.wire.Requests;

/// Calls opcodes, several in one flight where the target takes that.
final class Caller {
    private final FrameExchange exchange;
    private final Repeater repeater;
    private boolean pipelines;

    Caller(FrameExchange exchange, Repeater repeater) {
        this.exchange = exchange;
        this.repeater = repeater;
    }

    /// Sets whether several requests may go out before the first answer.
    void pipelines(boolean allowed) {
        pipelines = allowed;
    }

    /// Calls one opcode.
    long call(Call call) throws IOException {
        return repeater.repeat(call.isRepeatable(), true, () -> flight(call))[0];
    }

    /// Calls several, in order, in one flight where that is allowed.
    ///
    /// @return their results
    /// @throws ProxyException if one is refused or unknown; the others were called all the same
    long[] callAll(Call... calls) throws IOException {
        if (pipelines || calls.length == 1) {
            return repeater.repeat(areRepeatable(calls), calls.length == 1, () -> flight(calls));
        }
        var results = new long[calls.length];
        for (int i = 0; i < calls.length; i++) {
            results[i] = call(calls[i]);
        }
        return results;
    }

    /// Agrees on whether data carry checksums.
    void agree(boolean wantsChecksums) throws IOException {
        long wanted = wantsChecksums ? 0 : ProxyFeatures.DISABLE_DATA_CHECKSUMS;
        long agreed = repeater.repeat(true, true, () -> nop(wanted));
        exchange.checksums((agreed & ProxyFeatures.DISABLE_DATA_CHECKSUMS) == 0);
    }

    private long nop(long features) throws IOException {
        Frame request = exchange.request()
                .begin(FrameType.NOP.word())
                .put(Requests.FEATURES, features)
                .seal();
        exchange.begin().add(request.bytes(), 0, request.length());
        long deadline = exchange.send(Replies.BYTES, "NOP");
        Frame reply = exchange.receive(FrameType.NOP, deadline, "NOP");
        requireOk(reply, "NOP");
        exchange.done();
        return reply.get(Replies.FEATURES);
    }

    private long[] flight(Call... calls) throws IOException {
        Outgoing out = exchange.begin();
        for (Call call : calls) {
            Frame request = exchange.request();
            call.encode(request);
            out.add(request.bytes(), 0, request.length());
        }
        long deadline = exchange.send((long) calls.length * Replies.BYTES, calls[0].describe());
        var results = new long[calls.length];
        ProxyException refusal = null;
        for (int i = 0; i < calls.length; i++) {
            Frame reply = exchange.receive(FrameType.PROXY, deadline, calls[i].describe());
            ProxyException answer = refusalOf(reply, calls[i]);
            refusal = refusal == null ? answer : refusal;
            results[i] = reply.get(Replies.RESULT);
        }
        exchange.done();
        if (refusal != null) {
            throw refusal;
        }
        return results;
    }

    private static @Nullable ProxyException refusalOf(Frame reply, Call call) throws ProxyException {
        requireOk(reply, call.describe());
        if (reply.get(Replies.OPCODE) != call.opcode().code()) {
            throw new ProxyException(Kind.DAMAGED, "an answer to another call: " + call.describe());
        }
        return switch ((int) reply.get(Replies.CALL_STATUS)) {
            case 0 -> null;
            case -1 -> new ProxyException(Kind.UNKNOWN_CALL, "the target does not know this call: " + call.describe());
            default ->
                new ProxyException(
                        Kind.REFUSED,
                        "the target refuses: status=%d, %s".formatted(reply.get(Replies.CALL_STATUS), call.describe()));
        };
    }

    private static void requireOk(Frame reply, String what) throws ProxyException {
        int status = reply.signed(Replies.STATUS);
        FrameStatus known = FrameStatus.of(status);
        if (known != FrameStatus.OK) {
            String meaning = known == null ? "status " + status : known.meaning();
            throw new ProxyException(Kind.REFUSED, "%s: %s".formatted(meaning, what));
        }
    }

    private static boolean areRepeatable(Call... calls) {
        for (Call call : calls) {
            if (!call.isRepeatable()) {
                return false;
            }
        }
        return true;
    }

    /// Leaves the two ends out of step after a call that is not answered.
    void send(Opcode opcode) throws IOException {
        repeater.repeat(false, false, () -> sent(Call.once(opcode)));
    }

    private long sent(Call call) throws IOException {
        Frame request = exchange.request();
        call.encode(request);
        exchange.begin().add(request.bytes(), 0, request.length());
        return exchange.send(0, call.describe());
    }
}
