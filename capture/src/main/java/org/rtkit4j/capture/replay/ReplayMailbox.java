package org.rtkit4j.capture.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.CpuRegisters;

/// A recorded firmware that answers a live host: says what it said, as soon as the host has said what it had heard
/// by then.
///
/// Hosts are free in how they interleave endpoints, not in what they say on each: a message is compared with the
/// next one of the recorded host on the same endpoint. A message of the firmware's comes when every message that
/// the recorded host sent before it has been sent. The first difference ends the replay with a
/// [ReplayDivergedException], which every later call repeats. Times are not replayed: what took an hour takes as
/// long as the host does.
///
/// Any thread may use it, one at a time, as with every mailbox.
public final class ReplayMailbox implements Mailbox {
    private final Recording recording;
    private final ReplayMemory memory;
    private final ReplayRings rings;
    private final boolean[] sent;
    private final Map<Integer, Integer> nextOfEndpoint = new HashMap<>();
    private final Line receiveNotEmpty = new Line(false);
    private final Line sendEmpty = new Line(true);
    private int firstUnsent;
    private int nextSaid;
    private int nextMemory;
    private boolean isStarted;
    private @Nullable ReplayDivergedException divergence;

    /// Begins a recording from its start.
    public ReplayMailbox(Recording recording) {
        this.recording = recording;
        this.memory = new ReplayMemory(recording);
        this.rings = new ReplayRings(recording, memory);
        this.sent = new boolean[recording.count()];
        passSent();
        passSaid();
    }

    /// Returns the memory that host and firmware share.
    public DeviceMemory memory() {
        return memory;
    }

    /// Returns the register that starts the firmware.
    public Registers cpu() {
        return new Cpu();
    }

    /// Returns the registers that a display's firmware was given, in their order; empty where none were, or no memory
    /// was captured.
    public List<Region> registers() {
        return ReplayedRegisters.of(recording);
    }

    /// Returns where host and recording parted, or null.
    public synchronized @Nullable ReplayDivergedException divergence() {
        return divergence;
    }

    @Override
    public boolean offer(long msg0, long msg1) {
        take(msg0, (int) msg1 & (Endpoints.COUNT - 1));
        receiveNotEmpty.follow();
        return true;
    }

    @Override
    public boolean poll(Receiver receiver) {
        int message = say();
        if (message < 0) {
            return false;
        }
        receiver.onMessage(recording.msg0(message), recording.msg1(message));
        return true;
    }

    @Override
    public InterruptLine receiveNotEmpty() {
        return receiveNotEmpty;
    }

    @Override
    public InterruptLine sendEmpty() {
        return sendEmpty;
    }

    private synchronized void take(long msg0, int endpoint) {
        throwDivergence();
        isStarted = true;
        int message = nextOfEndpoint.getOrDefault(endpoint, 0);
        while (message < sent.length && !(recording.isFromAp(message) && recording.endpoint(message) == endpoint)) {
            message++;
        }
        if (message == sent.length || recording.msg0(message) != msg0) {
            diverge(message, endpoint, msg0);
        }
        sent[message] = true;
        nextOfEndpoint.put(endpoint, message + 1);
        fill(message);
        passSent();
    }

    private void diverge(int message, int endpoint, long msg0) {
        // Where the endpoint has nothing more to hear, whatever comes next on any.
        int expected = message == sent.length ? firstUnsent : message;
        String place = expected == sent.length ? recording.fileName() : recording.place(expected);
        String what = expected == sent.length ? "nothing more" : recording.describe(expected);
        divergence = new ReplayDivergedException("%s: the host differs: expected %s, came %s"
                .formatted(place, what, recording.describe(endpoint, msg0)));
        throw divergence;
    }

    private synchronized int say() {
        throwDivergence();
        if (!isWaiting()) {
            return -1;
        }
        int message = nextSaid++;
        fill(message);
        passSaid();
        return message;
    }

    private synchronized boolean isWaiting() {
        return isStarted && nextSaid < sent.length && nextSaid < firstUnsent;
    }

    private void throwDivergence() {
        if (divergence != null) {
            throw divergence;
        }
    }

    private void passSent() {
        while (firstUnsent < sent.length && (sent[firstUnsent] || !recording.isFromAp(firstUnsent))) {
            firstUnsent++;
        }
    }

    private void passSaid() {
        while (nextSaid < sent.length && recording.isFromAp(nextSaid)) {
            nextSaid++;
        }
    }

    // Memory comes in the order of messages; what a passed-over message of the AP's refers to is the AP's own.
    private void fill(int message) {
        if (recording.isFromAp(message)) {
            rings.hear(message);
            return;
        }
        while (nextMemory < recording.memories().size()
                && recording.memories().get(nextMemory).message() <= message) {
            Recording.Memory next = recording.memories().get(nextMemory++);
            if (!recording.isFromAp(next.message())) {
                memory.fill(next.snapshot());
                rings.hear(next.message(), next.snapshot());
            }
        }
        rings.hear(message);
    }

    private synchronized void startFirmware() {
        isStarted = true;
    }

    /// CPU_CONTROL: a firmware that is started by it says nothing before.
    private final class Cpu implements Registers {
        private int control;

        @Override
        public synchronized int read32(long offset) {
            return offset == CpuRegisters.CPU_CONTROL ? control : 0;
        }

        @Override
        public long read64(long offset) {
            return read32(offset);
        }

        @Override
        public synchronized void write32(long offset, int value) {
            if (offset == CpuRegisters.CPU_CONTROL) {
                control = value;
                if (CpuRegisters.RUN.get(value) != 0) {
                    startFirmware();
                    receiveNotEmpty.follow();
                }
            }
        }

        @Override
        public void write64(long offset, long value) {
            write32(offset, (int) value);
        }
    }

    /// A line that follows the recording; that of the send FIFO, which is always empty, is always asserted.
    private final class Line implements InterruptLine {
        private final boolean isAlways;
        private @Nullable Runnable armed;

        Line(boolean isAlways) {
            this.isAlways = isAlways;
        }

        @Override
        public boolean isAsserted() {
            return isAlways || isWaiting();
        }

        @Override
        public void arm(Runnable handler) {
            replaceBy(handler);
            follow();
        }

        @Override
        public synchronized void disarm() {
            armed = null;
        }

        void follow() {
            Runnable handler = isAsserted() ? disarmed() : null;
            if (handler != null) {
                handler.run();
            }
        }

        private synchronized void replaceBy(Runnable handler) {
            armed = handler;
        }

        private synchronized @Nullable Runnable disarmed() {
            Runnable handler = armed;
            armed = null;
            return handler;
        }
    }
}
