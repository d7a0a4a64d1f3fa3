package org.rtkit4j.emulator.iomfb;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.CallPacket;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.port.Region;

/// Calls of the firmware and of the AP, which wait in one another as hosts have them do.
///
/// A host that breaks the rules (a packet beyond its area, an answer to no call) crashes the firmware with an assertion
/// that says which: *guess* `iomfb-rules`.
public final class FirmwareCalls {
    private final Kernel kernel;
    private final Server server;
    private final Map<CallContext, CallArea> areas = new EnumMap<>(CallContext.class);
    private final byte[] head = new byte[CallPacket.HEAD_BYTES];
    private long shared;

    /// Serves the AP's calls.
    @FunctionalInterface
    public interface Server {
        /// Serves one, now or later.
        ///
        /// @param tag what is called, see [CallPacket]
        /// @param input a copy
        /// @param reply to be given once
        void onCall(int tag, byte[] input, Reply reply);
    }

    public FirmwareCalls(Kernel kernel, Server server) {
        this.kernel = kernel;
        this.server = server;
        for (CallContext context : CallContext.values()) {
            areas.put(context, new CallArea());
        }
    }

    /// Takes the memory that the AP shares, at its address as the co-processor sees it.
    public void share(long iova) {
        shared = iova;
    }

    // ---- The firmware calls ----

    /// Calls the AP, inside whatever waits already in this context.
    public void call(CallContext context, int tag, byte[] input, int outputBytes, OutputListener then) {
        CallArea.Waiting call = area(context).push(input.length, outputBytes, then);
        if (call == null) {
            fail("iomfb_rpc.cpp", 61, "end <= kAreaSize");
            return;
        }
        byte[] packet = Arrays.copyOf(packetHead(tag, input.length, outputBytes), CallPacket.HEAD_BYTES + input.length);
        System.arraycopy(input, 0, packet, CallPacket.HEAD_BYTES, input.length);
        kernel.memory().store(shared + context.iopArea() + call.at(), packet, 0, packet.length);
        send(Iomfb.CALL.word(), context, call.at(), packet.length + outputBytes);
    }

    /// Calls the AP once nothing waits in this context any more; what was put off before comes first.
    public void callLater(CallContext context, int tag, byte[] input, int outputBytes, OutputListener then) {
        area(context).whenIdle(() -> call(context, tag, input, outputBytes, then));
    }

    /// Does something once nothing waits in a context any more.
    public void whenIdle(CallContext context, Runnable action) {
        area(context).whenIdle(action);
    }

    /// Makes a call that says of its input and output that they are nearly 4 GiB long; for tests of hosts.
    public void lie(CallContext context, int tag) {
        byte[] packet = packetHead(tag, 0xffff_fff0, 0xffff_fff0);
        kernel.memory().store(shared + context.iopArea(), packet, 0, packet.length);
        beyond(context, 0, packet.length);
    }

    /// Makes a call whose packet lies where a message says, whatever lies there; for tests of hosts.
    public void beyond(CallContext context, int offset, int length) {
        area(context).push(0, 0, _ -> {});
        send(Iomfb.CALL.word(), context, offset, length);
    }

    private static byte[] packetHead(int tag, int inputBytes, int outputBytes) {
        byte[] bytes = new byte[CallPacket.HEAD_BYTES];
        MemorySegment memory = MemorySegment.ofArray(bytes);
        CallPacket.TAG.put(memory, 0, tag);
        CallPacket.INPUT_BYTES.put(memory, 0, inputBytes);
        CallPacket.OUTPUT_BYTES.put(memory, 0, outputBytes);
        return bytes;
    }

    private CallArea area(CallContext context) {
        return Objects.requireNonNull(areas.get(context));
    }

    // ---- The AP calls, and answers ----

    /// Takes a message that is a call or an answer.
    public void onMessage(long word) {
        CallContext context = CallContext.of((int) Iomfb.CONTEXT.get(word));
        if (shared == 0) {
            fail("iomfb_rpc.cpp", 94, "shmem != nullptr");
        } else if (context == null) {
            fail("iomfb_rpc.cpp", 97, "context < kContextCount");
        } else if (Iomfb.RETURN.matches(word)) {
            onReturn(context);
        } else {
            onCall(context, (int) Iomfb.OFFSET.get(word), Iomfb.LENGTH.get(word));
        }
    }

    private void onReturn(CallContext context) {
        CallArea area = area(context);
        CallArea.Waiting call = area.pop();
        if (call == null) {
            fail("iomfb_rpc.cpp", 112, "depth > 0");
            return;
        }
        byte[] output = new byte[call.outputBytes()];
        kernel.memory().load(shared + context.iopArea() + call.outputAt(), output, 0, output.length);
        call.then().onOutput(output);
        area.goOn();
    }

    private void onCall(CallContext context, int offset, long length) {
        if (context.apArea() == CallContext.NOWHERE) {
            fail("iomfb_rpc.cpp", 130, "context is a command's");
        } else if (length < CallPacket.HEAD_BYTES || !Region.fits(offset, length, CallContext.AREA_BYTES)) {
            fail("iomfb_rpc.cpp", 133, "offset + length <= kAreaSize");
        } else {
            onPacket(context, shared + context.apArea() + offset, length);
        }
    }

    private void onPacket(CallContext context, long at, long length) {
        kernel.memory().load(at, head, 0, head.length);
        MemorySegment fields = MemorySegment.ofArray(head);
        long input = CallPacket.INPUT_BYTES.get(fields, 0);
        long output = CallPacket.OUTPUT_BYTES.get(fields, 0);
        if (CallPacket.HEAD_BYTES + input + output > length) {
            fail("iomfb_rpc.cpp", 146, "in_len + out_len <= length");
            return;
        }
        byte[] taken = new byte[(int) input];
        kernel.memory().load(at + CallPacket.HEAD_BYTES, taken, 0, taken.length);
        var reply = new Reply(context, at + CallPacket.HEAD_BYTES + input, (int) output);
        server.onCall((int) CallPacket.TAG.get(fields, 0), taken, reply);
    }

    private void send(long word, CallContext context, int offset, long length) {
        long placed = Iomfb.LENGTH.put(Iomfb.OFFSET.put(word, offset), length);
        kernel.send(Iomfb.ENDPOINT, Iomfb.CONTEXT.put(placed, context.code()));
    }

    private void fail(String file, int line, String expression) {
        kernel.crash(new CrashCause.FailedAssert(file, line, expression));
    }

    /// How one call of the AP is answered.
    public final class Reply {
        private final CallContext context;
        private final long outputAt;
        private final int outputBytes;

        private Reply(CallContext context, long outputAt, int outputBytes) {
            this.context = context;
            this.outputAt = outputAt;
            this.outputBytes = outputBytes;
        }

        /// Gives the output, as far as the AP has left room for it, and ends the call. More room is filled with zeros.
        public void give(byte[] output) {
            kernel.memory().store(outputAt, Arrays.copyOf(output, outputBytes), 0, outputBytes);
            send(Iomfb.RETURN.word(), context, 0, 0);
        }
    }
}
