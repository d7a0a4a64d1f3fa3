package org.rtkit4j.drivers.iomfb;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.CallPacket;
import org.rtkit4j.wire.iomfb.CallSignature;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// Calls of the AP and of the firmware, each waiting in the other as they nest.
///
/// An answer says in which context it comes, and not to which call: it is taken for the innermost one's. So a call that
/// was not answered in time blocks its place until the answer comes.
///
/// No length and no offset of the firmware's is believed. Its packet is copied out before it is read, nothing is
/// written outside the room that its message names, and every call is answered, one that is refused with zeros: the
/// firmware would wait for ever. A call and an answer allocate nothing.
///
/// Everything here happens under the co-processor's lock.
public final class HostCalls implements EndpointListener {
    private final Iop iop;
    private final IomfbVersion version;
    private final Server server;
    private final CallStack made = new CallStack();
    private final IncomingCall incoming = new IncomingCall();
    private final byte[] head = new byte[CallPacket.HEAD_BYTES];
    private final MemorySegment headFields = MemorySegment.ofArray(head);
    private final byte[] answered = new byte[CallContext.AREA_BYTES];
    private final MemorySegment answerFields = MemorySegment.ofArray(answered);
    private final byte[] yes = new byte[CallContext.AREA_BYTES];
    private @Nullable SharedBuffer shared;
    // While a message of the firmware is being handled.
    private @Nullable Outbox answers;
    private boolean isReady;
    // The one call of the firmware that is answered later.
    private @Nullable CallContext putOff;
    private int putOffOutputAt;
    private int putOffOutputBytes;

    /// What is done about the firmware's calls.
    public interface Server {
        /// Serves a call. Its output is given in it.
        ///
        /// @return whether it is answered now; where not, [HostCalls#answerYes] does it
        boolean onCall(IncomingCall call);

        /// The firmware has said something that makes no sense, and it was survived.
        void onTrouble(String what, String why);
    }

    public HostCalls(Iop iop, IomfbVersion version, Server server) {
        this.iop = iop;
        this.version = version;
        this.server = server;
        yes[0] = 1;
    }

    /// Forgets every call, and takes other memory: for a firmware that has just started.
    public void use(SharedBuffer memory) {
        shared = memory;
        isReady = false;
        putOff = null;
        made.clear();
    }

    /// Returns whether the firmware has said that it takes calls.
    public boolean isReady() {
        return isReady;
    }

    // ---- The AP calls ----

    /// Returns whether no call of the AP waits for an answer.
    public boolean isIdle() {
        return made.isEmpty();
    }

    /// Makes a call, inside whatever the firmware waits for.
    ///
    /// @param context [CallContext#CMD], or [CallContext#CB] inside a callback
    /// @return false if the mailbox is full, or calls are nested too deep: nothing has happened then
    public boolean call(CallContext context, OutgoingCall call, AnswerListener answer) throws RtkitException {
        byte[] packet = call.packet();
        int length = packet.length + call.outputBytes();
        SharedBuffer memory = shared;
        if (memory == null || !made.hasRoom(length)) {
            return false;
        }
        int at = made.next();
        memory.write(context.apArea() + at, packet, 0, packet.length);
        long word = Iomfb.LENGTH.put(Iomfb.OFFSET.put(Iomfb.CALL.word(), at), length);
        if (!send(Iomfb.CONTEXT.put(word, context.code()))) {
            return false;
        }
        made.push(context, at + packet.length, call.outputBytes(), answer);
        return true;
    }

    /// Nobody waits for the answer to the innermost call any more.
    public void abandon() {
        made.abandon();
    }

    private boolean send(long word) throws RtkitException {
        return answers == null ? iop.trySend(Iomfb.ENDPOINT, word) : answers.send(Iomfb.ENDPOINT, word);
    }

    // ---- What the firmware says ----

    @Override
    public void onMessage(long word, Outbox out) {
        answers = out;
        try {
            if (Iomfb.INIT_COMPLETE.matches(word)) {
                isReady = true;
            } else if (Iomfb.RETURN.matches(word)) {
                onReturn(CallContext.of((int) Iomfb.CONTEXT.get(word)));
            } else if (Iomfb.CALL.matches(word)) {
                onCall(word, CallContext.of((int) Iomfb.CONTEXT.get(word)));
            } else {
                server.onTrouble("a message", "no such type, word=0x%016x".formatted(word));
            }
        } finally {
            answers = null;
        }
    }

    private void onReturn(@Nullable CallContext context) {
        SharedBuffer memory = shared;
        if (memory == null || context == null || !made.awaits(context)) {
            server.onTrouble("an answer", "no call waits for it, context=" + context);
            return;
        }
        int bytes = made.outputBytes();
        memory.read(context.apArea() + made.outputAt(), answered, 0, bytes);
        AnswerListener answer = made.pop();
        if (answer != null) {
            answer.onAnswer(answerFields);
        }
    }

    private void onCall(long word, @Nullable CallContext context) {
        SharedBuffer memory = shared;
        int offset = (int) Iomfb.OFFSET.get(word);
        long length = Iomfb.LENGTH.get(word);
        if (memory == null || context == null || context.iopArea() == CallContext.NOWHERE) {
            server.onTrouble("a call", "there is no such context, word=0x%016x".formatted(word));
        } else if (length < CallPacket.HEAD_BYTES || !Region.fits(offset, length, CallContext.AREA_BYTES)) {
            refuse(context, "a call", "it lies beyond its area, offset=0x%x, length=0x%x".formatted(offset, length));
        } else {
            onPacket(memory, context, context.iopArea() + offset, length);
        }
    }

    private void onPacket(SharedBuffer memory, CallContext context, int at, long length) {
        memory.read(at, head, 0, head.length);
        int tag = (int) CallPacket.TAG.get(headFields, 0);
        long inputBytes = CallPacket.INPUT_BYTES.get(headFields, 0);
        long outputBytes = CallPacket.OUTPUT_BYTES.get(headFields, 0);
        if (CallPacket.HEAD_BYTES + inputBytes + outputBytes > length) {
            refuse(
                    context,
                    CallPacket.text(tag),
                    "it is longer than its packet, input=0x%x, output=0x%x, packet=0x%x"
                            .formatted(inputBytes, outputBytes, length));
            return;
        }
        memory.read(at + CallPacket.HEAD_BYTES, incoming.input(), 0, (int) inputBytes);
        int outputAt = at + CallPacket.HEAD_BYTES + (int) inputBytes;
        onCopied(memory, context, tag, (int) inputBytes, outputAt, (int) outputBytes);
    }

    private void onCopied(
            SharedBuffer memory, CallContext context, int tag, int inputBytes, int outputAt, int outputBytes) {
        IomfbCallback callback = IomfbCallback.of(version, tag);
        String wrong = callback == null ? "there is no such call" : wrongSizes(callback, inputBytes, outputBytes);
        if (callback == null || wrong != null) {
            server.onTrouble(CallPacket.text(tag), String.valueOf(wrong));
            Arrays.fill(incoming.output(), 0, outputBytes, (byte) 0);
        } else {
            incoming.begin(callback, callback.signature(version), outputBytes);
            if (!server.onCall(incoming)) {
                putOff(context, outputAt, outputBytes);
                return;
            }
        }
        answer(memory, context, outputAt, incoming.output(), outputBytes);
    }

    private @Nullable String wrongSizes(IomfbCallback callback, int inputBytes, int outputBytes) {
        CallSignature signature = callback.signature(version);
        int input = signature.input().sizeBytes();
        int output = signature.output().sizeBytes();
        return inputBytes >= input && outputBytes >= output
                ? null
                : "it is shorter than it should be, input=%d of %d, output=%d of %d"
                        .formatted(inputBytes, input, outputBytes, output);
    }

    private void refuse(CallContext context, String what, String why) {
        server.onTrouble(what, why);
        sendAnswer(context);
    }

    private void answer(SharedBuffer memory, CallContext context, int outputAt, byte[] output, int outputBytes) {
        memory.write(outputAt, output, 0, outputBytes);
        sendAnswer(context);
    }

    private void sendAnswer(CallContext context) {
        long word = Iomfb.CONTEXT.put(Iomfb.RETURN.word(), context.code());
        Outbox out = answers;
        if (out == null || !out.send(Iomfb.ENDPOINT, word)) {
            server.onTrouble("an answer to the firmware", "there is no room for it, context=" + context);
        }
    }

    // ---- The call that is answered later ----

    private void putOff(CallContext context, int outputAt, int outputBytes) {
        putOff = context;
        putOffOutputAt = outputAt;
        putOffOutputBytes = outputBytes;
    }

    /// Answers the call that was put off: yes, and zeros behind. To be called by the [AnswerListener] to a call inside
    /// it.
    public void answerYes() {
        CallContext context = putOff;
        SharedBuffer memory = shared;
        if (context != null && memory != null) {
            putOff = null;
            answer(memory, context, putOffOutputAt, yes, putOffOutputBytes);
        }
    }
}
