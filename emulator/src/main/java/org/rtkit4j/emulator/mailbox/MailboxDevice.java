package org.rtkit4j.emulator.mailbox;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.machine.Line;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.MailboxInterrupt;
import org.rtkit4j.wire.register.MailboxRegisters;

/// The mailbox hardware: two FIFOs, the registers of both sides in one window, four interrupt lines.
///
/// Any thread may use it. Offsets that no source knows read as zero and ignore writes. Sources: linux `mailbox.c`,
/// QEMU's
/// model of the A7IOP, m1n1 `hw/asc.py`; where they are silent, the class concerned says what we chose.
public final class MailboxDevice implements Registers {
    /// The deepest FIFO whose state the control register can tell.
    public static final int DEEPEST = 15;

    private static final int PORT_BYTES = 16;

    private final MailboxRegisters layout;
    private final Runnable doorbell;
    private final Fifo a2i;
    private final Fifo i2a;
    private final SendPort apSend;
    private final SendPort iopSend;
    private final ReceivePort apReceive;
    private final ReceivePort iopReceive;
    private final InterruptLatch latch = new InterruptLatch();
    // In the order of their bits.
    private final Line[] lines;
    // What the lines show, bits as in MailboxInterrupt; written under the lock.
    private volatile int asserted;
    private boolean iopWaitsForRoom;

    /// @param layout where the registers are
    /// @param depth messages until a FIFO is FULL, 1 to 15; no source establishes what hardware has
    /// @param doorbell called when there is something for the IOP to do, on the thread that caused it
    public MailboxDevice(MailboxRegisters layout, int depth, Runnable doorbell) {
        if (depth < 1 || depth > DEEPEST) {
            throw new IllegalArgumentException("no such FIFO: depth=" + depth);
        }
        this.layout = layout;
        this.doorbell = doorbell;
        a2i = new Fifo(depth, true);
        i2a = new Fifo(depth, !layout.enablesReceive());
        apSend = new SendPort(a2i);
        iopSend = new SendPort(i2a);
        apReceive = new ReceivePort(i2a, a2i);
        iopReceive = new ReceivePort(a2i, i2a);
        lines = Arrays.stream(MailboxInterrupt.values())
                .map(which -> new Line(() -> (asserted & which.mask()) != 0))
                .toArray(Line[]::new);
        follow();
    }

    public MailboxRegisters layout() {
        return layout;
    }

    public InterruptLine line(MailboxInterrupt which) {
        return lines[Integer.numberOfTrailingZeros(which.mask())];
    }

    /// Calls the handlers of lines that are asserted. The IOP's side calls it once it holds no lock.
    public void raiseLines() {
        for (Line line : lines) {
            line.changed();
        }
    }

    /// Sends a message to the AP, as the IOP, without calling interrupt handlers: [#raiseLines] does.
    ///
    /// @return false where the FIFO is full; the doorbell rings then when the AP has made room
    public synchronized boolean offer(long msg0, long msg1) {
        iopWaitsForRoom = i2a.isFull();
        if (iopWaitsForRoom) {
            return false;
        }
        i2a.push(msg0, msg1);
        follow();
        return true;
    }

    /// Receives a message of the AP, as the IOP, without calling interrupt handlers: [#raiseLines] does.
    ///
    /// @param words where msg0 and msg1 go
    /// @return false where there is none to read
    public synchronized boolean take(long[] words) {
        if (!a2i.isReadable()) {
            return false;
        }
        words[0] = iopReceive.read64(0);
        words[1] = iopReceive.read64(8);
        follow();
        return true;
    }

    /// Resets it: FIFOs empty, sticky bits and interrupt latches clear, directions enabled as after power-on. Without
    /// calling interrupt handlers: [#raiseLines] does.
    public synchronized void reset() {
        a2i.reset();
        i2a.reset();
        apSend.reset();
        iopSend.reset();
        apReceive.reset();
        iopReceive.reset();
        latch.reset();
        iopWaitsForRoom = false;
        follow();
    }

    /// Returns how many messages were lost in the hardware since the reset: sent while a direction was off, or far
    /// beyond the depth.
    public synchronized long dropped() {
        return a2i.dropped() + i2a.dropped();
    }

    @Override
    public int read32(long offset) {
        int value;
        boolean ring;
        synchronized (this) {
            value = load32((int) offset);
            follow();
            ring = roomMade();
        }
        settle(ring);
        return value;
    }

    @Override
    public long read64(long offset) {
        long value;
        boolean ring;
        synchronized (this) {
            value = load64((int) offset);
            follow();
            ring = roomMade();
        }
        settle(ring);
        return value;
    }

    @Override
    public void write32(long offset, int value) {
        boolean ring;
        synchronized (this) {
            ring = store32((int) offset, value);
            follow();
        }
        settle(ring);
    }

    @Override
    public void write64(long offset, long value) {
        boolean ring;
        synchronized (this) {
            ring = store64((int) offset, value);
            follow();
        }
        settle(ring);
    }

    private int load32(int offset) {
        if (offset == layout.a2iControl()) {
            return a2i.control();
        }
        if (offset == layout.i2aControl()) {
            return i2a.control();
        }
        if (layout.hasInterruptLatch() && offset == layout.irqEnable()) {
            return latch.enabled();
        }
        if (layout.hasInterruptLatch() && offset == layout.irqAck()) {
            return latch.pending();
        }
        ReceivePort receive = receivePort(offset);
        if (receive != null) {
            return receive.read32(offset & 0xf);
        }
        SendPort send = sendPort(offset);
        return send == null ? 0 : (int) (send.read64(offset & 8) >>> (8 * (offset & 4)));
    }

    private long load64(int offset) {
        ReceivePort receive = receivePort(offset);
        if (receive != null) {
            return receive.read64(offset & 0xf);
        }
        SendPort send = sendPort(offset);
        if (send != null) {
            return send.read64(offset & 0xf);
        }
        return Integer.toUnsignedLong(load32(offset)) | ((long) load32(offset + 4) << 32);
    }

    private boolean store32(int offset, int value) {
        SendPort send = sendPort(offset);
        if (send != null) {
            return send.write32(offset & 0xf, value);
        }
        if (offset == layout.a2iControl()) {
            a2i.control(value);
        } else if (offset == layout.i2aControl()) {
            i2a.control(value);
        } else if (layout.hasInterruptLatch() && offset == layout.irqEnable()) {
            latch.enable(value);
        } else if (layout.hasInterruptLatch() && offset == layout.irqAck()) {
            latch.acknowledge(value);
        }
        return false;
    }

    private boolean store64(int offset, long value) {
        SendPort send = sendPort(offset);
        if (send != null) {
            return send.write64(offset & 0xf, value);
        }
        boolean low = store32(offset, (int) value);
        boolean high = store32(offset + 4, (int) (value >>> 32));
        return low || high;
    }

    private @Nullable SendPort sendPort(int offset) {
        int port = offset & -PORT_BYTES;
        return port == layout.a2iSend() ? apSend : port == layout.i2aSend() ? iopSend : null;
    }

    private @Nullable ReceivePort receivePort(int offset) {
        int port = offset & -PORT_BYTES;
        return port == layout.i2aReceive() ? apReceive : port == layout.a2iReceive() ? iopReceive : null;
    }

    private boolean roomMade() {
        return iopWaitsForRoom && !i2a.isFull();
    }

    private void settle(boolean ring) {
        if (ring) {
            doorbell.run();
        }
        raiseLines();
    }

    // An underflow raises the not-empty lines too. Source: QEMU's model.
    private void follow() {
        int conditions = mask(a2i.isEmpty(), MailboxInterrupt.SEND_EMPTY)
                | mask(a2i.claimsMessages(), MailboxInterrupt.SEND_NOT_EMPTY)
                | mask(i2a.isEmpty(), MailboxInterrupt.RECEIVE_EMPTY)
                | mask(i2a.claimsMessages(), MailboxInterrupt.RECEIVE_NOT_EMPTY);
        latch.follow(conditions);
        asserted = layout.hasInterruptLatch() ? latch.asserted() : conditions;
    }

    private static int mask(boolean holds, MailboxInterrupt which) {
        return holds ? which.mask() : 0;
    }
}
