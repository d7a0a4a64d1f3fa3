package org.rtkit4j.capture.record;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.CallPacket;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.port.Region;

/// Where the calls of a display lie, and which one a return ends: the innermost of its context.
///
/// Of a call its head and input are copied, of a return the whole packet, in which the output is by then.
final class ReferredCalls {
    private static final int DEEPEST = 16;

    private final Copier copier;
    private final Map<CallContext, Deque<Packet>> ofAp = new EnumMap<>(CallContext.class);
    private final Map<CallContext, Deque<Packet>> ofIop = new EnumMap<>(CallContext.class);
    private long shared;

    /// Copies memory.
    @FunctionalInterface
    interface Copier {
        /// Returns at most so many bytes, or null where nothing can be read.
        @Nullable
        Snapshot copy(long iova, int mostBytes);
    }

    private record Packet(long iova, int bytes) {}

    ReferredCalls(Copier copier) {
        this.copier = copier;
    }

    /// Returns what a message refers to, or null.
    @Nullable
    Snapshot of(Layout layout, Direction direction, long word) {
        if (layout == Iomfb.SET_SHARED_MEMORY) {
            shared = Iomfb.SET_SHARED_MEMORY.fields().getFirst().get(word);
            ofAp.clear();
            ofIop.clear();
        }
        CallContext context = CallContext.of((int) Iomfb.CONTEXT.get(word));
        if (shared == 0 || context == null) {
            return null;
        }
        if (layout == Iomfb.CALL) {
            return call(context, direction, word);
        }
        return layout == Iomfb.RETURN ? ended(context, direction) : null;
    }

    private @Nullable Snapshot call(CallContext context, Direction direction, long word) {
        int area = direction == Direction.AP_TO_IOP ? context.apArea() : context.iopArea();
        long offset = Iomfb.OFFSET.get(word);
        long bytes = Iomfb.LENGTH.get(word);
        if (area == CallContext.NOWHERE || !Region.fits(offset, bytes, CallContext.AREA_BYTES)) {
            return null;
        }
        Deque<Packet> open = open(direction).computeIfAbsent(context, _ -> new ArrayDeque<>());
        if (open.size() == DEEPEST) {
            open.removeLast();
        }
        open.push(new Packet(shared + area + offset, (int) bytes));
        return copier.copy(shared + area + offset, withoutOutput(shared + area + offset, (int) bytes));
    }

    private int withoutOutput(long iova, int bytes) {
        Snapshot head = copier.copy(iova, CallPacket.HEAD_BYTES);
        if (head == null || head.bytes().remaining() < CallPacket.HEAD_BYTES) {
            return bytes;
        }
        long input = CallPacket.INPUT_BYTES.get(MemorySegment.ofBuffer(head.bytes()), 0);
        return (int) Math.min(bytes, CallPacket.HEAD_BYTES + input);
    }

    private @Nullable Snapshot ended(CallContext context, Direction direction) {
        Deque<Packet> open = open(direction.opposite()).get(context);
        Packet packet = open == null ? null : open.poll();
        return packet == null ? null : copier.copy(packet.iova(), packet.bytes());
    }

    private Map<CallContext, Deque<Packet>> open(Direction caller) {
        return caller == Direction.AP_TO_IOP ? ofAp : ofIop;
    }
}
