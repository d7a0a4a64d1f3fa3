package org.rtkit4j.emulator.mailbox;

import java.util.Arrays;
import org.rtkit4j.emulator.machine.Line;
import org.rtkit4j.emulator.machine.RaisedInterrupts;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.MailboxInterrupt;
import org.rtkit4j.wire.register.MailboxRegisters;

/// The mailbox hardware: two FIFOs, the registers of both sides in one window, four interrupt lines.
///
/// Any thread may use it. Offsets that no source knows read as zero and ignore writes. Sources: linux `mailbox.c`,
/// QEMU's model of the A7IOP, m1n1 `hw/asc.py`; where they are silent, the class concerned says what we chose.
public final class MailboxDevice implements Registers {
    /// The deepest FIFO whose state the control register can tell.
    public static final int DEEPEST = 15;

    private final RegisterFile registers;
    private final Runnable doorbell;
    // In the order of their bits.
    private final Line[] lines;
    // What the lines show, bits as in MailboxInterrupt; written under the lock.
    private volatile int asserted;
    private boolean iopWaitsForRoom;

    /// @param layout where the registers are
    /// @param depth messages until a FIFO is FULL, 1 to 15; no source establishes what hardware has
    /// @param doorbell called when there is something for the IOP to do, on the thread that caused it
    /// @param interrupts of the machine, whose time waits for an AP that was told of a message
    public MailboxDevice(MailboxRegisters layout, int depth, Runnable doorbell, RaisedInterrupts interrupts) {
        if (depth < 1 || depth > DEEPEST) {
            throw new IllegalArgumentException("no such FIFO: depth=" + depth);
        }
        registers = new RegisterFile(layout, depth);
        this.doorbell = doorbell;
        lines = Arrays.stream(MailboxInterrupt.values())
                .map(which -> line(which, interrupts))
                .toArray(Line[]::new);
        follow();
    }

    private Line line(MailboxInterrupt which, RaisedInterrupts interrupts) {
        boolean isNews = which == MailboxInterrupt.RECEIVE_NOT_EMPTY;
        return new Line(() -> (asserted & which.mask()) != 0, isNews ? interrupts : null);
    }

    /// Returns where its registers are.
    public MailboxRegisters layout() {
        return registers.layout();
    }

    /// Returns one of its interrupt lines.
    public InterruptLine line(MailboxInterrupt which) {
        return lines[Integer.numberOfTrailingZeros(which.mask())];
    }

    /// Has the AP's messages heard as the FIFO takes them, and the IOP's as the AP takes them, in place of whoever
    /// heard them before. Called under the mailbox's lock: a listener must not block, nor use registers.
    public synchronized void watch(Mailbox.Receiver sent, Mailbox.Receiver taken) {
        registers.watch(sent, taken);
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
        iopWaitsForRoom = registers.i2a().isFull();
        if (iopWaitsForRoom) {
            return false;
        }
        registers.i2a().push(msg0, msg1);
        follow();
        return true;
    }

    /// Receives a message of the AP, as the IOP, without calling interrupt handlers: [#raiseLines] does.
    ///
    /// @param words where msg0 and msg1 go
    /// @return false where there is none to read
    public synchronized boolean take(long[] words) {
        if (!registers.a2i().isReadable()) {
            return false;
        }
        registers.receive(words);
        follow();
        return true;
    }

    /// Resets it: FIFOs empty, sticky bits and interrupt latches clear, directions enabled as after power-on. Without
    /// calling interrupt handlers: [#raiseLines] does.
    public synchronized void reset() {
        registers.reset();
        iopWaitsForRoom = false;
        follow();
    }

    /// Returns how many messages were lost in the hardware since the reset: sent while a direction was off, or far
    /// beyond the depth.
    public synchronized long dropped() {
        return registers.a2i().dropped() + registers.i2a().dropped();
    }

    @Override
    public int read32(long offset) {
        heedIfTaken(offset);
        int value;
        boolean ring;
        synchronized (this) {
            value = registers.load32((int) offset);
            follow();
            ring = roomMade();
        }
        settle(ring);
        return value;
    }

    @Override
    public long read64(long offset) {
        heedIfTaken(offset);
        long value;
        boolean ring;
        synchronized (this) {
            value = registers.load64((int) offset);
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
            ring = registers.store32((int) offset, value);
            follow();
        }
        settle(ring);
    }

    @Override
    public void write64(long offset, long value) {
        boolean ring;
        synchronized (this) {
            ring = registers.store64((int) offset, value);
            follow();
        }
        settle(ring);
    }

    private void heedIfTaken(long offset) {
        if (offset == layout().i2aReceive()) {
            lines[Integer.numberOfTrailingZeros(MailboxInterrupt.RECEIVE_NOT_EMPTY.mask())].heed();
        }
    }

    private boolean roomMade() {
        return iopWaitsForRoom && !registers.i2a().isFull();
    }

    private void settle(boolean ring) {
        if (ring) {
            doorbell.run();
        }
        raiseLines();
    }

    private void follow() {
        asserted = registers.follow();
    }
}
