package org.rtkit4j.emulator.afk;

import java.util.ArrayDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.message.Afk;

/// An endpoint of the firmware that is a pair of rings.
///
/// It tolerates what hosts differ in: an opening again, a bell without news, either magic. A ring that the AP has
/// damaged ends in a failed assertion. Entries for which the AP has left no room wait, a few of them.
final class AfkEndpoint implements FirmwareEndpoint {
    private static final long VERSION = 8;
    private static final int TAG = 0x1;
    private static final int MOST_WAITING = 256;
    private static final long AGAIN_NANOS = 1_000_000;

    private final int endpoint;
    private final Kernel kernel;
    private final AfkSpec spec;
    private final Entries entries;
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private @Nullable ReceiveRing fromAp;
    private @Nullable SendRing toAp;
    private boolean isOpen;
    private boolean isUp;
    private boolean isPatient;

    /// What is done with entries.
    interface Entries {
        /// The rings are in use.
        void onUp();

        /// An entry of the AP; its bytes are valid until the call returns.
        void onEntry(int channel, int type, byte[] bytes, int length);

        /// The rings are gone.
        void onDown();
    }

    /// What an entry is written with.
    interface Writer {
        /// Writes an entry, behind those that wait for room.
        void write(int channel, int type, byte[] bytes);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Pending(int channel, int type, byte[] bytes) {}

    /// @param service makes what is behind the rings
    AfkEndpoint(int endpoint, Kernel kernel, AfkSpec spec, Function<Writer, Entries> service) {
        this.endpoint = endpoint;
        this.kernel = kernel;
        this.spec = spec;
        entries = service.apply(this::write);
    }

    @Override
    public void onStart() {
        if (spec.form() == AfkSpec.Form.BY_RING) {
            send(Afk.VERSION.put(Afk.HELLO.word(), VERSION));
        }
    }

    @Override
    public void onStop() {
        down();
    }

    @Override
    public void onMessage(long msg0) {
        if (Afk.SEND.matches(msg0)) {
            drain();
        } else if (Afk.INIT.matches(msg0)) {
            onOpened();
        } else if (Afk.HELLO_ACK.matches(msg0)) {
            askForRing(spec.fromApBytes());
        } else if (Afk.GETBUF_ACK.matches(msg0)) {
            onMemory(Afk.REGION_ADDRESS.get(msg0));
        } else if (Afk.START.matches(msg0)) {
            onStarted();
        } else if (Afk.SHUTDOWN.matches(msg0)) {
            down();
            send(Afk.SHUTDOWN_ACK.word());
        } else if (Afk.STOP.matches(msg0)) {
            down();
            send(Afk.STOP_ACK.word());
        } else {
            kernel.log("afk", "endpoint 0x%02x: unknown message 0x%016x".formatted(endpoint, msg0));
        }
    }

    // ---- Rings in one region ----

    private void onOpened() {
        if (spec.form() != AfkSpec.Form.BY_REGION || isOpen) {
            return;
        }
        isOpen = true;
        send(Afk.INIT_ACK.word());
        long units = ((long) spec.fromApBytes() + spec.toApBytes()) / AfkRing.UNIT_BYTES;
        send(Afk.RING_TAG.put(Afk.RING_SIZE.put(Afk.GETBUF.word(), units), TAG));
    }

    private void onMemory(long iova) {
        if (spec.form() == AfkSpec.Form.BY_RING) {
            onRingMemory(iova);
        } else if (isOpen && fromAp == null) {
            fromAp = new ReceiveRing(ring(iova, spec.fromApBytes()));
            toAp = new SendRing(ring(iova + spec.fromApBytes(), spec.toApBytes()));
            send(place(Afk.INIT_TX.word(), 0, spec.fromApBytes()));
            send(place(Afk.INIT_RX.word(), spec.fromApBytes(), spec.toApBytes()));
        }
    }

    private static long place(long word, int offset, int bytes) {
        long placed = Afk.RING_OFFSET.put(word, offset / AfkRing.UNIT_BYTES);
        return Afk.RING_TAG.put(Afk.RING_SIZE.put(placed, bytes / AfkRing.UNIT_BYTES), TAG);
    }

    private void onStarted() {
        if (spec.form() == AfkSpec.Form.BY_REGION && toAp != null && !isUp) {
            send(Afk.START_ACK.word());
            up();
        }
    }

    // ---- Rings one by one ----

    private void askForRing(int bytes) {
        if (spec.form() == AfkSpec.Form.BY_RING && toAp == null) {
            isOpen = true;
            send(Afk.RING_BYTES.put(Afk.GETBUF_BYTES.word(), bytes));
        }
    }

    private void onRingMemory(long iova) {
        if (isOpen && fromAp == null) {
            fromAp = new ReceiveRing(ring(iova, spec.fromApBytes()));
            send(Afk.RING_ADDRESS.put(Afk.TX_ADDRESS.word(), iova));
            askForRing(spec.toApBytes());
        } else if (isOpen && toAp == null) {
            toAp = new SendRing(ring(iova, spec.toApBytes()));
            send(Afk.RING_ADDRESS.put(Afk.RX_ADDRESS.word(), iova));
            up();
        }
    }

    // ---- In use ----

    private RingView ring(long iova, int bytes) {
        var ring = new RingView(kernel.memory(), iova, bytes, spec.stride());
        ring.format();
        return ring;
    }

    private void up() {
        isUp = true;
        entries.onUp();
    }

    private void down() {
        boolean wasUp = isUp;
        isUp = false;
        isOpen = false;
        fromAp = null;
        toAp = null;
        waiting.clear();
        if (wasUp) {
            entries.onDown();
        }
    }

    private void drain() {
        flush();
        ReceiveRing ring = fromAp;
        while (isUp && ring != null) {
            switch (ring.next()) {
                case ENTRY -> entries.onEntry(ring.channel(), ring.type(), ring.bytes(), ring.length());
                case EMPTY -> {
                    return;
                }
                case DAMAGED -> {
                    kernel.crash(new CrashCause.FailedAssert("afk_queue.c", 214, "entry is valid"));
                    return;
                }
            }
        }
    }

    private void write(int channel, int type, byte[] bytes) {
        if (isUp && waiting.size() < MOST_WAITING) {
            waiting.add(new Pending(channel, type, bytes));
            flush();
        }
    }

    private void flush() {
        SendRing ring = toAp;
        boolean hasNews = false;
        while (ring != null && !waiting.isEmpty() && offer(ring, waiting.getFirst())) {
            waiting.removeFirst();
            hasNews = true;
        }
        if (hasNews && ring != null) {
            send(Afk.WPTR.put(Afk.RECV.word(), ring.position()));
        }
        if (!waiting.isEmpty() && !isPatient) {
            isPatient = true;
            kernel.after(AGAIN_NANOS, this::flushLater);
        }
    }

    // Nobody tells that the AP has read.
    private void flushLater() {
        isPatient = false;
        flush();
    }

    private static boolean offer(SendRing ring, Pending entry) {
        return ring.write(entry.channel(), entry.type(), entry.bytes());
    }

    private void send(long word) {
        kernel.send(endpoint, word);
    }
}
