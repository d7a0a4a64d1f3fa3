package org.rtkit4j.stress;

import java.util.ArrayDeque;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.PowerState;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.CpuRegisters;

/// A firmware that answers at once, in the call that asks it, and hangs where its CPU is stopped under it, as some do.
///
/// As small as can be, since thousands are made a second. Guarded by itself.
final class PlainFirmware implements Mailbox, Registers {
    private static final long HELLO = 0x0010_0000_000c_000bL;
    private static final long LAST_PAGE = 0x0088_0000_0000_0001L;

    private final ArrayDeque<Long> toAp = new ArrayDeque<>();
    private boolean isStarted;
    private boolean isUp;
    private boolean isHung;
    private final Line receiveNotEmpty = new Line();

    /// Returns the platform that a host sees of it.
    Platform platform() {
        return new Platform(this, new CpuControl(this), new FakeMemory(), this::reset);
    }

    /// Returns whether it was stopped while it ran.
    synchronized boolean isHung() {
        return isHung;
    }

    private synchronized void reset() {
        toAp.clear();
        isStarted = false;
        isUp = false;
        isHung = false;
    }

    // ---- The mailbox ----

    @Override
    public synchronized void start() {}

    @Override
    public synchronized boolean offer(long msg0, long msg1) {
        if (isUp && !isHung) {
            answer(msg0);
        }
        return true;
    }

    private void answer(long msg0) {
        switch ((int) Mgmt.TYPE.get(msg0)) {
            case Mgmt.HelloAck.ID -> toAp.add(LAST_PAGE);
            case Mgmt.EpMapReply.ID -> toAp.add(iopPower(PowerState.ON.code()));
            case Mgmt.SetApPower.ID ->
                toAp.add(Mgmt.ApPowerAck.STATE.put(Mgmt.ApPowerAck.LAYOUT.word(), Mgmt.SetApPower.STATE.get(msg0)));
            case Mgmt.SetIopPower.ID -> goTo((int) Mgmt.SetIopPower.STATE.get(msg0));
            default -> {}
        }
    }

    // A wake message to one that is up does nothing.
    private void goTo(int state) {
        if (!PowerState.isOn(state)) {
            toAp.add(iopPower(state));
            isUp = false;
        }
    }

    private static long iopPower(long state) {
        return Mgmt.IopPowerAck.STATE.put(Mgmt.IopPowerAck.LAYOUT.word(), state);
    }

    @Override
    public boolean poll(Receiver receiver) {
        Long word;
        synchronized (this) {
            word = toAp.poll();
        }
        if (word != null) {
            receiver.onMessage(word, 0);
        }
        return word != null;
    }

    @Override
    public InterruptLine receiveNotEmpty() {
        return receiveNotEmpty;
    }

    @Override
    public InterruptLine sendEmpty() {
        return new Line();
    }

    /// A line that nobody waits for: the tests turn their loops themselves.
    private final class Line implements InterruptLine {
        @Override
        public boolean isAsserted() {
            synchronized (PlainFirmware.this) {
                return !toAp.isEmpty();
            }
        }

        @Override
        public void arm(Runnable handler) {
            if (isAsserted()) {
                handler.run();
            }
        }

        @Override
        public void disarm() {}
    }

    // ---- The CPU's registers ----

    @Override
    public synchronized int read32(long offset) {
        return (int) CpuRegisters.RUN.put(0, isStarted ? 1 : 0);
    }

    @Override
    public synchronized void write32(long offset, int value) {
        boolean isRun = CpuRegisters.RUN.get(value) != 0;
        if (isRun && !isStarted) {
            isUp = true;
            toAp.add(HELLO);
        }
        isHung |= !isRun && isUp;
        isStarted = isRun;
    }

    @Override
    public long read64(long offset) {
        return read32(offset);
    }

    @Override
    public void write64(long offset, long value) {
        write32(offset, (int) value);
    }
}
