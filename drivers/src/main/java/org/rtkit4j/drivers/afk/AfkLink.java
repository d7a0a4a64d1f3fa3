package org.rtkit4j.drivers.afk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Afk;
import org.rtkit4j.wire.message.Vocabulary;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.port.SharedBuffer;

/// An AFK endpoint, from its opening to its end: a state machine without I/O but for the shared memory.
///
///     Fresh → Opening → Up → Closing → Closed
///     Opening, Up → Broken: a ring is damaged; nothing is read or written any more
///
/// Firmware asks for the memory of both rings at once, in units of 64 bytes, and names their places in it; or for
/// each ring's, in bytes, and names its address. This host serves both, and whoever opens the endpoint, the AP or
/// the firmware. A second region, a second ring of a kind, a ring outside of what was given are refused and told.
/// Source: linux `drivers/gpu/drm/apple/afk.c`, m1n1 `fw/afk/rbep.py`; QEMUAppleSilicon aop.c for the second form.
///
/// Called with the co-processor's lock held.
public final class AfkLink implements EndpointListener {
    private static final int MOST_BUFFERS = 3;
    private static final long MOST_BYTES = 16 << 20;

    private final int endpoint;
    private final DeviceMemory memory;
    private final AfkListener listener;
    private final List<SharedBuffer> buffers = new ArrayList<>();
    private State state = State.FRESH;
    private boolean isByRing;
    private long tag;
    private @Nullable RingReader reader;
    private @Nullable RingWriter writer;
    private boolean owesBell;

    private enum State {
        FRESH,
        OPENING,
        UP,
        CLOSING,
        CLOSED,
        BROKEN
    }

    /// @param endpoint its number, to which words are sent
    /// @param memory where rings are allocated
    public AfkLink(int endpoint, DeviceMemory memory, AfkListener listener) {
        this.endpoint = endpoint;
        this.memory = memory;
        this.listener = listener;
    }

    // ---- What the AP asks ----

    /// Opens the endpoint, which was started before.
    ///
    /// @return whether the word was taken; again, if not
    public boolean open(Outbox out) {
        boolean isSent = out.send(endpoint, Afk.INIT.word());
        if (isSent && state == State.FRESH) {
            state = State.OPENING;
        }
        return isSent;
    }

    /// Returns whether both rings are in use.
    public boolean isUp() {
        return state == State.UP;
    }

    /// Returns whether nothing will come of it any more but its end.
    public boolean isBroken() {
        return state == State.BROKEN;
    }

    /// Returns whether the firmware has agreed to the end.
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /// Returns whether the firmware has memory here, which it may write to.
    public boolean hasMemory() {
        return !buffers.isEmpty();
    }

    /// Writes an entry and rings the bell.
    ///
    /// @return false while there is no room in the ring, or the endpoint is not up
    /// @throws IllegalArgumentException if there never will be
    public boolean write(int channel, int type, byte[] bytes, int length, Outbox out) {
        RingWriter ring = writer;
        if (state != State.UP || ring == null) {
            return false;
        }
        if (length > ring.mostBytes()) {
            throw new IllegalArgumentException(
                    "larger than the ring: bytes=%d, most=%d".formatted(length, ring.mostBytes()));
        }
        try {
            boolean isWritten = ring.write(channel, type, bytes, length);
            owesBell |= isWritten;
            flush(out);
            return isWritten;
        } catch (AfkException e) {
            breaks(e);
            return false;
        }
    }

    /// Rings the bell, where the mailbox had no room for it.
    ///
    /// @return whether none is owed any more
    public boolean flush(Outbox out) {
        RingWriter ring = writer;
        if (owesBell && ring != null) {
            owesBell = !out.send(endpoint, Afk.WPTR.put(Afk.SEND.word(), ring.position()));
        }
        return !owesBell;
    }

    /// Asks for the end.
    ///
    /// @return whether the word was taken; again, if not
    public boolean close(Outbox out) {
        boolean isSent = out.send(endpoint, Afk.SHUTDOWN.word());
        if (isSent && state != State.CLOSED) {
            state = State.CLOSING;
        }
        return isSent;
    }

    /// Gives the memory back: the firmware has agreed, or lives no more. Nothing comes of it any more.
    public void release() {
        state = State.CLOSED;
        reader = null;
        writer = null;
        List<SharedBuffer> all = List.copyOf(buffers);
        buffers.clear();
        Releases.each(all, SharedBuffer::close);
    }

    // ---- What the firmware says ----

    @Override
    public void onMessage(long msg0, Outbox out) {
        if (Afk.RECV.matches(msg0)) {
            drain();
        } else if (Afk.HELLO.matches(msg0)) {
            out.send(endpoint, Afk.HELLO_ACK.word());
        } else if (Afk.GETBUF.matches(msg0)) {
            onRegionWanted(msg0, out);
        } else if (Afk.GETBUF_BYTES.matches(msg0)) {
            onRingWanted(msg0, out);
        } else if (Afk.INIT_TX.matches(msg0) || Afk.INIT_RX.matches(msg0)) {
            onPlace(msg0, out);
        } else if (Afk.TX_ADDRESS.matches(msg0) || Afk.RX_ADDRESS.matches(msg0)) {
            onAddress(msg0);
        } else if (Afk.START_ACK.matches(msg0)) {
            onStarted(msg0);
        } else if (Afk.SHUTDOWN_ACK.matches(msg0)) {
            onAgreed(msg0);
        } else if (!isPassedOver(msg0)) {
            unexpected(msg0);
        }
    }

    // Of the third ring nobody knows what it is for.
    private static boolean isPassedOver(long msg0) {
        return Afk.INIT_ACK.matches(msg0) || Afk.INIT_HISTORY.matches(msg0) || Afk.HISTORY_ADDRESS.matches(msg0);
    }

    private void onRegionWanted(long msg0, Outbox out) {
        if (state != State.OPENING || !buffers.isEmpty()) {
            unexpected(msg0);
            return;
        }
        tag = Afk.RING_TAG.get(msg0);
        allocate(Afk.RING_SIZE.get(msg0) * AfkRing.UNIT_BYTES, out);
    }

    private void onRingWanted(long msg0, Outbox out) {
        boolean isWelcome = state == State.OPENING || state == State.FRESH;
        if (!isWelcome || buffers.size() == MOST_BUFFERS || (!isByRing && !buffers.isEmpty())) {
            unexpected(msg0);
            return;
        }
        // Sensor firmware opens the endpoint itself.
        state = State.OPENING;
        isByRing = true;
        allocate(Afk.RING_BYTES.get(msg0), out);
    }

    private void allocate(long sizeBytes, Outbox out) {
        try {
            if (sizeBytes > MOST_BYTES) {
                throw new MemoryRefusedException(
                        MemoryRefusedException.Reason.EXHAUSTED, "more than any firmware wants", 0, sizeBytes);
            }
            SharedBuffer buffer = memory.allocate(sizeBytes);
            buffers.add(buffer);
            out.send(endpoint, Afk.REGION_ADDRESS.put(Afk.GETBUF_ACK.word(), buffer.iova()));
        } catch (MemoryRefusedException e) {
            state = State.BROKEN;
            listener.onFault(new AfkFault.MemoryRefused(sizeBytes, String.valueOf(e.getMessage())));
        }
    }

    private void onPlace(long msg0, Outbox out) {
        boolean isOurs = state == State.OPENING && !isByRing && !buffers.isEmpty() && Afk.RING_TAG.get(msg0) == tag;
        if (!isOurs) {
            unexpected(msg0);
            return;
        }
        long offset = Afk.RING_OFFSET.get(msg0) * AfkRing.UNIT_BYTES;
        long size = Afk.RING_SIZE.get(msg0) * AfkRing.UNIT_BYTES;
        if (use(Afk.INIT_TX.matches(msg0), buffers.getFirst(), offset, size, msg0)
                && reader != null
                && writer != null) {
            out.send(endpoint, Afk.START.word());
        }
    }

    private void onAddress(long msg0) {
        long address = Afk.RING_ADDRESS.get(msg0);
        SharedBuffer holder = holding(address);
        if (state != State.OPENING || !isByRing || holder == null) {
            unexpected(msg0);
            return;
        }
        long offset = address - holder.iova();
        boolean isUsed = use(Afk.TX_ADDRESS.matches(msg0), holder, offset, holder.sizeBytes() - offset, msg0);
        // It does not wait for START, nor answer it.
        if (isUsed && reader != null && writer != null) {
            up();
        }
    }

    private @Nullable SharedBuffer holding(long address) {
        for (SharedBuffer buffer : buffers) {
            if (Region.fits(address - buffer.iova(), 1, buffer.sizeBytes())) {
                return buffer;
            }
        }
        return null;
    }

    private boolean use(boolean isWritten, SharedBuffer buffer, long offset, long sizeBytes, long msg0) {
        if (isWritten ? writer != null : reader != null) {
            unexpected(msg0);
            return false;
        }
        try {
            RingMemory ring = RingMemory.of(buffer, offset, sizeBytes);
            if (isWritten) {
                writer = new RingWriter(ring, isByRing ? AfkRing.Entry.AOP : AfkRing.Entry.IOP);
            } else {
                reader = new RingReader(ring, isByRing);
            }
            return true;
        } catch (AfkException e) {
            breaks(e);
            return false;
        }
    }

    private void onStarted(long msg0) {
        if (state == State.OPENING && reader != null && writer != null) {
            up();
        } else {
            unexpected(msg0);
        }
    }

    private void up() {
        state = State.UP;
        listener.onUp();
        drain();
    }

    // Also before the firmware has agreed to the start: some announce their services first. What comes behind the
    // pointer that is read here has a bell of its own, so that one word never means work without end.
    private void drain() {
        RingReader ring = reader;
        if (ring == null) {
            return;
        }
        try {
            ring.look();
            while (state != State.CLOSED && ring.next()) {
                listener.onEntry(ring.channel(), ring.type(), ring.bytes(), ring.length());
            }
        } catch (AfkException e) {
            breaks(e);
        }
    }

    private void onAgreed(long msg0) {
        if (state != State.CLOSING) {
            unexpected(msg0);
            return;
        }
        release();
        listener.onClosed();
    }

    private void breaks(AfkException e) {
        reader = null;
        writer = null;
        if (state != State.CLOSING && state != State.CLOSED) {
            state = State.BROKEN;
        }
        listener.onFault(e.fault());
    }

    private void unexpected(long msg0) {
        String said = Vocabulary.DCP.describe(Direction.IOP_TO_AP, Afk.FIRST_ENDPOINT, msg0);
        listener.onFault(new AfkFault.Unexpected(said, state.name().toLowerCase(Locale.ROOT)));
    }
}
