package org.rtkit4j.hardware.proxy.server;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.proxy.wire.Checksum;
import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.FrameStatus;
import org.rtkit4j.hardware.proxy.wire.FrameType;
import org.rtkit4j.hardware.proxy.wire.IoDevice;
import org.rtkit4j.hardware.proxy.wire.Opcode;
import org.rtkit4j.hardware.proxy.wire.ProxyFeatures;
import org.rtkit4j.hardware.proxy.wire.Replies;
import org.rtkit4j.hardware.proxy.wire.Requests;

/// Serves one intact request after the other, and the data that come with some.
final class RequestHandler {
    /// Of one MEMREAD. The original knows no limit.
    static final long MOST_READ_BYTES = 64L << 20;
    private static final int MOST_BAUD_PATTERNS = 1024;
    private static final System.Logger LOG = System.getLogger(RequestHandler.class.getName());

    private final ProxyTarget target;
    private final ConsoleQueue console;
    private final ServerCounters counters;
    private final OutBuffer out;
    private final Frame reply = Frame.reply();
    private final GuardedMemory memory;

    private TargetFacts facts;
    private Calls calls;
    private boolean checksums = true;
    private @Nullable IncomingData incoming;

    RequestHandler(ProxyTarget target, ConsoleQueue console, ServerCounters counters, OutBuffer out) {
        this.target = target;
        this.console = console;
        this.counters = counters;
        this.out = out;
        memory = new GuardedMemory(target, console);
        facts = target.facts();
        calls = new Calls(target, facts, memory, console);
    }

    /// Begins a life of the target: what the last one knew is forgotten, and a serial line is told.
    void start() throws IOException {
        facts = target.facts();
        calls = new Calls(target, facts, memory, console);
        memory.guard(0);
        checksums = true;
        if (IoDevice.isSerial(facts.ioDevice())) {
            send(reply.begin(FrameType.BOOT.word()));
        }
    }

    /// Serves a request.
    ///
    /// @return whether data follow it
    boolean serve(Frame request) throws IOException {
        reply.begin(request.typeWord());
        try {
            dispatch(request);
        } catch (RuntimeException e) {
            // A mistake in the target's code. The host gets an answer, and the server lives on.
            LOG.log(System.Logger.Level.WARNING, "the target failed", e);
            answer(FrameStatus.TRANSFER);
        }
        return incoming != null;
    }

    private void dispatch(Frame request) throws IOException {
        FrameType type = FrameType.of(request.typeWord());
        switch (type) {
            case NOP -> nop(request);
            case PROXY -> call(request);
            case MEMREAD -> memRead(request.get(Requests.ADDRESS), request.get(Requests.SIZE));
            case MEMWRITE -> memWrite(request);
            case null, default -> answer(FrameStatus.BAD_COMMAND);
        }
    }

    private void nop(Frame request) throws IOException {
        long features = request.get(Requests.FEATURES) & ProxyFeatures.ALL;
        if (IoDevice.isSerial(facts.ioDevice())) {
            features &= ~ProxyFeatures.DISABLE_DATA_CHECKSUMS;
        }
        checksums = (features & ProxyFeatures.DISABLE_DATA_CHECKSUMS) == 0;
        reply.put(Replies.FEATURES, features);
        answer(FrameStatus.OK);
    }

    private void call(Frame request) throws IOException {
        Opcode opcode = Opcode.of(request.get(Requests.OPCODE));
        if (opcode == Opcode.REBOOT) {
            target.reboot();
            counters.onReboot();
            start();
            return;
        }
        if (opcode == Opcode.SET_BAUD) {
            echoPattern(request);
        }
        long result = calls.serve(opcode, request);
        reply.put(Replies.OPCODE, request.get(Requests.OPCODE));
        reply.put(Replies.CALL_STATUS, calls.wasKnown() ? 0 : Replies.UNKNOWN_OPCODE);
        reply.put(Replies.RESULT, result);
        answer(FrameStatus.OK);
        if (opcode == Opcode.EXIT) {
            start();
        }
    }

    // At the new rate, for the host to see that it is there. What carries these bytes knows no rate.
    private void echoPattern(Frame request) throws IOException {
        long asked = request.get(Requests.ARGS.get(1));
        int count = Math.clamp(asked, 0, MOST_BAUD_PATTERNS);
        for (int i = 0; i < count; i++) {
            out.addWord((int) request.get(Requests.ARGS.get(2)));
        }
    }

    private void memRead(long address, long size) throws IOException {
        if (size < 0 || size > MOST_READ_BYTES) {
            answer(FrameStatus.INVALID);
            return;
        }
        if (size == 0) {
            sendData(new byte[0], 0);
            return;
        }
        memory.forgetFaults();
        var data = new byte[(int) size];
        if (memory.read(address, data, data.length)) {
            sendData(data, checksums ? Checksum.of(data, 0, data.length) : ProxyFeatures.NO_CHECKSUM);
        } else {
            answer(FrameStatus.TRANSFER);
        }
    }

    private void sendData(byte[] data, int checksum) throws IOException {
        reply.put(Replies.DATA_CHECKSUM, checksum);
        answer(FrameStatus.OK);
        out.add(data, 0, data.length);
        if (!checksums) {
            out.addWord(ProxyFeatures.END_OF_DATA);
        }
    }

    private void memWrite(Frame request) throws IOException {
        long address = request.get(Requests.ADDRESS);
        long size = request.get(Requests.SIZE);
        memory.forgetFaults();
        boolean wraps = size < 0 || (size > 0 && Long.compareUnsigned(address + (size - 1), address) < 0);
        if (size > 0 && !wraps) {
            // As the original: the ends are probed with a zero, which stays where the data never arrive.
            memory.store(address, 1, 0);
            memory.store(address + size - 1, 1, 0);
        }
        var data = new IncomingData(memory, address, size, request.signed(Requests.DATA_CHECKSUM), checksums);
        if (wraps || memory.hasFaults()) {
            // The host sends the data all the same: they are to be swallowed, or they would be taken for frames.
            data.refuse();
            answer(FrameStatus.TRANSFER);
        }
        incoming = data;
        finishData(data);
    }

    /// Takes data of the request that was served last.
    ///
    /// @return how many bytes it took, at least one where data are wanted
    int takeData(byte[] bytes, int from, int available) throws IOException {
        IncomingData data = incoming;
        if (data == null) {
            return 0;
        }
        int count = data.take(bytes, from, available);
        finishData(data);
        return count;
    }

    boolean wantsData() {
        return incoming != null;
    }

    /// Answers that the data did not come.
    void abandonData() throws IOException {
        IncomingData data = incoming;
        if (data != null) {
            data.abandon();
            finishData(data);
        }
    }

    private void finishData(IncomingData data) throws IOException {
        if (data.isWanted()) {
            return;
        }
        incoming = null;
        if (!data.isRefused()) {
            reply.put(Replies.DATA_CHECKSUM, Integer.toUnsignedLong(data.checksum()));
            answer(data.isGood() ? FrameStatus.OK : FrameStatus.TRANSFER);
        }
    }

    private void answer(FrameStatus status) throws IOException {
        console.drainTo(out, checksums);
        send(reply.put(Replies.STATUS, status.code()));
    }

    private void send(Frame frame) throws IOException {
        frame.seal();
        out.add(frame.bytes(), 0, frame.length());
    }
}
