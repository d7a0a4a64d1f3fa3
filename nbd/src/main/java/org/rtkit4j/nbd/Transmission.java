package org.rtkit4j.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.disk.DiskTraits;

/// The second phase of a connection: requests become commands, and what comes of them becomes replies.
///
/// Reads what it is given; does no I/O. Requests are taken one after another and complete in any order. A request
/// is taken only where there is room for its reply, so a client that does not read is not read from.
final class Transmission implements NbdRequest.Origin {
    private static final int MOST_REQUESTS = 256;
    // As much as the largest request carries; docs/nvme.md says what that comes to for all clients.
    private static final long MOST_BYTES = Nbd.MAX_PAYLOAD_BYTES;
    private static final int DATA_AT = BufferPool.DATA_AT;

    private final CommandGate gate;
    private final DiskTraits traits;
    private final BufferPool buffers;
    private final boolean structured;
    private final ReplyQueue replies;
    private final ArrayDeque<NbdRequest> free = new ArrayDeque<>();
    private final UnalignedChange unaligned;
    private int requests;
    private long bytes;
    private boolean isDead;
    private boolean isLeaving;
    private boolean isBroken;
    private @Nullable NbdRequest current;
    private @Nullable ByteBuffer block;

    /// @param block room for one, of these buffers; given back when the last request is over
    Transmission(CommandGate gate, BufferPool buffers, ByteBuffer block, boolean structured, ReplyQueue replies) {
        this.gate = gate;
        this.traits = gate.disk().traits();
        this.buffers = buffers;
        this.structured = structured;
        this.replies = replies;
        this.block = block;
        unaligned = new UnalignedChange(gate, block);
    }

    /// Goes on with the request at hand, or takes the next one.
    ///
    /// @return false if it must wait: for input, for the disk, or for the client to take replies
    boolean step(ByteBuffer in) {
        NbdRequest request = current == null ? take(in) : current;
        if (request == null || !proceed(request, in)) {
            return false;
        }
        current = null;
        request.isComplete = true;
        finish(request);
        return true;
    }

    /// Returns how much of the request at hand is still to come from the client, 0 where it carries nothing.
    long payloadBytes() {
        NbdRequest request = current;
        return request == null || request.type != Nbd.CMD_WRITE ? 0 : request.length - request.done;
    }

    /// Returns whether the client has said a request in part, and owes the rest.
    ///
    /// @param in what is left of what it has said
    boolean isWithinRequest(ByteBuffer in) {
        NbdRequest request = current;
        return request == null
                ? in.hasRemaining() && in.remaining() < Nbd.REQUEST_BYTES
                : in.remaining() < Math.min(payloadBytes(), traits.maxTransferBytes());
    }

    /// Returns whether the client leaves, and what it had asked for is done.
    boolean isOver() {
        return isLeaving && requests == 0;
    }

    /// Returns whether the client has said something that is no request: it cannot be understood any more.
    boolean isBroken() {
        return isBroken;
    }

    /// The client will say nothing more. What it has said in full is still answered; a request that it has said in
    /// part is dropped. To be called again as long as the transmission is not over.
    ///
    /// @param in what is left of what it has said
    void endInput(ByteBuffer in) {
        NbdRequest request = current;
        if (request == null) {
            isLeaving = isLeaving || in.remaining() < Nbd.REQUEST_BYTES;
        } else if (in.remaining() < payloadBytes()) {
            isLeaving = true;
            request.isUnheard = true;
            dropCurrent();
        }
    }

    /// The connection is gone: what the disk still works on is forgotten when it completes.
    void die() {
        isDead = true;
        dropCurrent();
        giveBlockBack();
    }

    private void dropCurrent() {
        if (current != null && current.flying == 0) {
            release(current);
        }
        current = null;
    }

    @Override
    public void onProgress(NbdRequest request) {
        if (request.flying == 0 && (isDead || request.isUnheard)) {
            release(request);
        } else {
            finish(request);
        }
    }

    @Override
    public void release(NbdRequest request) {
        gate.unlock(request);
        ByteBuffer data = request.data;
        if (data != null) {
            bytes -= data.capacity();
            request.data = null;
            buffers.give(data);
        }
        requests--;
        free.addLast(request);
        giveBlockBack();
    }

    // Until then the disk may work on it.
    private void giveBlockBack() {
        ByteBuffer mine = block;
        if (mine != null && isDead && requests == 0) {
            block = null;
            buffers.give(mine);
        }
    }

    private void finish(NbdRequest request) {
        if (request.isComplete && request.flying == 0 && !isDead) {
            int skew = request.type == Nbd.CMD_READ ? (int) (request.offset & (traits.blockBytes() - 1)) : 0;
            replies.add(request, request.reply(structured, DATA_AT + skew));
        }
    }

    private @Nullable NbdRequest take(ByteBuffer in) {
        if (in.remaining() < Nbd.REQUEST_BYTES || isLeaving || isBroken || requests == MOST_REQUESTS) {
            return null;
        }
        int at = in.position();
        if (in.getInt(at) != Nbd.REQUEST_MAGIC) {
            isBroken = true;
            return null;
        }
        NbdRequest kept = free.pollLast();
        NbdRequest request = kept == null ? new NbdRequest(this) : kept;
        request.begin(in, at);
        request.fail(refusal(request));
        int dataBytes = request.error == 0 ? dataBytes(request) : 0;
        if (dataBytes > 0 && bytes > 0 && bytes + BufferPool.capacity(dataBytes) > MOST_BYTES) {
            free.addLast(request);
            return null;
        }
        in.position(at + Nbd.REQUEST_BYTES);
        if (request.type == Nbd.CMD_DISC) {
            isLeaving = true;
            free.addLast(request);
            return null;
        }
        return accept(request, dataBytes);
    }

    private NbdRequest accept(NbdRequest request, int dataBytes) {
        if (dataBytes > 0) {
            takeMemory(request, dataBytes);
        }
        requests++;
        current = request;
        return request;
    }

    private void takeMemory(NbdRequest request, int dataBytes) {
        try {
            ByteBuffer data = buffers.take(dataBytes);
            request.data = data;
            bytes += data.capacity();
        } catch (IOException _) {
            request.fail(Nbd.ENOMEM);
        }
    }

    /// Returns why a request is refused as it stands, or 0.
    private int refusal(NbdRequest request) {
        return switch (request.type) {
            case Nbd.CMD_READ -> rangeError(request, Nbd.FLAG_DF | Nbd.FLAG_FUA, Nbd.EINVAL);
            case Nbd.CMD_WRITE -> changeError(request, Nbd.FLAG_FUA, true);
            case Nbd.CMD_TRIM -> changeError(request, Nbd.FLAG_FUA, traits.canTrim());
            case Nbd.CMD_WRITE_ZEROES -> changeError(request, Nbd.FLAG_FUA | Nbd.FLAG_NO_HOLE, traits.canWriteZeroes());
            case Nbd.CMD_FLUSH -> (request.flags & ~Nbd.FLAG_FUA) == 0 ? 0 : Nbd.EINVAL;
            case Nbd.CMD_DISC -> 0;
            default -> Nbd.EINVAL;
        };
    }

    private int changeError(NbdRequest request, int flags, boolean isOffered) {
        if (traits.isReadOnly()) {
            return Nbd.EPERM;
        }
        return isOffered ? rangeError(request, flags, Nbd.ENOSPC) : Nbd.EINVAL;
    }

    private int rangeError(NbdRequest request, int flags, int beyondTheEnd) {
        boolean hasPayload = request.type == Nbd.CMD_READ || request.type == Nbd.CMD_WRITE;
        if ((request.flags & ~flags) != 0
                || request.length == 0
                || (hasPayload && request.length > Nbd.MAX_PAYLOAD_BYTES)) {
            return Nbd.EINVAL;
        }
        boolean fits = request.offset >= 0 && request.offset <= traits.sizeBytes() - request.length;
        return fits ? 0 : beyondTheEnd;
    }

    /// Returns how much memory a request needs for what it carries: whole blocks around what is read, and what is
    /// written where it is not of whole blocks.
    private int dataBytes(NbdRequest request) {
        return switch (request.type) {
            case Nbd.CMD_READ -> (int) (blockEnd(request) - blockStart(request));
            case Nbd.CMD_WRITE -> isAligned(request) ? 0 : (int) request.length;
            default -> 0;
        };
    }

    /// Gives the disk as much of a request as it takes.
    ///
    /// @return whether that was all
    private boolean proceed(NbdRequest request, ByteBuffer in) {
        if (request.error != 0 && !unaligned.isFor(request)) {
            return request.type != Nbd.CMD_WRITE || discard(request, in);
        }
        return switch (request.type) {
            case Nbd.CMD_READ -> read(request);
            case Nbd.CMD_WRITE -> isAligned(request) ? write(request, in) : collect(request, in) && change(request);
            case Nbd.CMD_WRITE_ZEROES -> isAligned(request) ? zero(request) : change(request);
            case Nbd.CMD_TRIM -> trim(request);
            default -> gate.submit(gate.command().flush(), request);
        };
    }

    private boolean read(NbdRequest request) {
        ByteBuffer data = request.data;
        long start = blockStart(request);
        long total = blockEnd(request) - start;
        while (data != null && request.done < total) {
            int part = (int) Math.min(total - request.done, traits.maxTransferBytes());
            var command = gate.command().read(start + request.done, data, DATA_AT + (int) request.done, part);
            if (!gate.submit(command, request)) {
                return false;
            }
            request.done += part;
        }
        return true;
    }

    private boolean write(NbdRequest request, ByteBuffer in) {
        while (request.done < request.length) {
            int part = (int) Math.min(request.length - request.done, traits.maxTransferBytes());
            if (in.remaining() < part) {
                return false;
            }
            var command = gate.command().write(request.offset + request.done, in, in.position(), part, request.isFua());
            if (!gate.submit(command, request)) {
                return false;
            }
            in.position(in.position() + part);
            request.done += part;
        }
        return true;
    }

    private boolean zero(NbdRequest request) {
        while (request.done < request.length) {
            long part = Math.min(request.length - request.done, traits.maxRangeBytes());
            var command = gate.command().writeZeroes(request.offset + request.done, part, request.isFua());
            if (!gate.submit(command, request)) {
                return false;
            }
            request.done += part;
        }
        return true;
    }

    // A hint: blocks that it covers in part stay as they are.
    private boolean trim(NbdRequest request) {
        long block = traits.blockBytes();
        long start = (request.offset + block - 1) & -block;
        long end = (request.offset + request.length) & -block;
        while (start + request.done < end) {
            long part = Math.min(end - start - request.done, traits.maxRangeBytes());
            if (!gate.submit(gate.command().trim(start + request.done, part), request)) {
                return false;
            }
            request.done += part;
        }
        return true;
    }

    /// Takes what is written into memory of the request's own, for [UnalignedChange] to work with.
    private boolean collect(NbdRequest request, ByteBuffer in) {
        ByteBuffer data = request.data;
        int part = (int) Math.min(request.length - request.done, in.remaining());
        if (data != null && part > 0) {
            data.put(DATA_AT + (int) request.done, in, in.position(), part);
            in.position(in.position() + part);
            request.done += part;
        }
        return request.done == request.length;
    }

    private boolean change(NbdRequest request) {
        return unaligned.proceed(request);
    }

    private boolean discard(NbdRequest request, ByteBuffer in) {
        int part = (int) Math.min(request.length - request.done, in.remaining());
        in.position(in.position() + part);
        request.done += part;
        return request.done == request.length;
    }

    private boolean isAligned(NbdRequest request) {
        return ((request.offset | request.length) & (traits.blockBytes() - 1)) == 0;
    }

    private long blockStart(NbdRequest request) {
        return request.offset & -traits.blockBytes();
    }

    private long blockEnd(NbdRequest request) {
        return (request.offset + request.length + traits.blockBytes() - 1) & -traits.blockBytes();
    }
}
