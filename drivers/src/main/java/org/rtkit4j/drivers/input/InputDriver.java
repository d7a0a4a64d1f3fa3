package org.rtkit4j.drivers.input;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.LoopTask;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.supervise.Application;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.core.supervise.StateChange;
import org.rtkit4j.core.supervise.SupervisorListener;
import org.rtkit4j.drivers.dockchannel.DockChannelWindows;
import org.rtkit4j.drivers.dockchannel.LinkFault;
import org.rtkit4j.drivers.dockchannel.PacketLink;
import org.rtkit4j.drivers.dockchannel.PacketListener;
import org.rtkit4j.wire.dockchannel.Comm;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;
import org.rtkit4j.wire.dockchannel.StmReport;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.port.SharedBuffer;

/// The driver of keyboard and trackpad on a supervised co-processor of the kind MTP.
///
/// ```java
/// var driver = new InputDriver(loop, windows, platform.memory(), InputOptions.DEFAULT, listener);
/// Supervised mtp = supervisor.add(IopProfile.named("mtp"), platform, driver);
/// supervisor.listen(driver);
/// mtp.start();
/// ```
///
/// It has no thread: everything happens on the loop's, which the DockChannel's interrupt wakes. When the
/// co-processor goes down, by a crash or otherwise, what is pressed or touched is released; when it runs again,
/// its interfaces are brought up anew. Source: asahi and aurora `dockchannel-hid.c`, for order and time-outs.
public final class InputDriver implements Application, SupervisorListener, AutoCloseable {
    private static final int BUDGET = 64;
    // How often a firmware is listened to that tells without end.
    private static final long FLOODED_NANOS = 2_000_000;
    private static final int ATTEMPTS = 3;
    private static final int NO_LEDS = -1;
    private static final int NOT_DONE = 0xe000_02c7;

    private final InputOptions options;
    private final InputListener listener;
    private final DeviceMemory memory;
    private final LoopTask task;
    private final Runnable wake;
    private final PacketLink link;
    private final CommandQueue commands;
    private final Functions functions;
    private final AtomicInteger wantedLeds = new AtomicInteger(NO_LEDS);
    private volatile boolean isClosed;
    // The loop's.
    private @Nullable Iop iop;
    private @Nullable SharedBuffer touchFirmware;
    private int lit = NO_LEDS;
    private int missing;
    private long tornAtNanos = CommandQueue.NEVER;
    private byte[] identity = {};

    /// Reads away what a host before this one has left in the FIFO: to be made before the co-processor is
    /// started.
    ///
    /// @param memory what the co-processor reaches, for firmware of the touch surface
    /// @param listener told on the loop's thread
    public InputDriver(
            EventLoop loop,
            DockChannelWindows windows,
            DeviceMemory memory,
            InputOptions options,
            InputListener listener) {
        this.options = options;
        this.listener = listener;
        this.memory = memory;
        task = loop.task(this::turn);
        wake = task::wake;
        link = new PacketLink(windows, new Packets());
        commands = new CommandQueue(link, options.commandTimeoutNanos(), listener::onTrouble);
        functions = new Functions(listener, new Bringer());
        link.reset();
    }

    /// Sets the keyboard's LEDs, as soon as there is one, and again whenever it has come up anew.
    ///
    /// @param leds bit 0 num lock, 1 caps lock, 2 scroll lock, 3 compose, 4 kana
    public void leds(int leds) {
        wantedLeds.set(leds & 0x1f);
        task.wake();
    }

    // ---- The co-processor comes and goes; on the loop's thread ----

    /// Brings the interfaces up, once the co-processor runs.
    @Override
    public void onRunning(Iop running) {
        goDown();
        iop = running;
        task.wake();
    }

    /// Releases everything where the co-processor that it drives runs no more.
    @Override
    public void onState(StateChange change) {
        if (change.coprocessor().iop() == iop && change.to() != RemoteState.RUNNING) {
            goDown();
        }
    }

    private void goDown() {
        if (iop == null) {
            return;
        }
        iop = null;
        // The next firmware begins in the dark.
        wantedLeds.compareAndSet(NO_LEDS, lit);
        tornAtNanos = CommandQueue.NEVER;
        // What is pressed is released, too, where the registers are out of reach. What comes behind the reset of the
        // link is the next firmware's.
        Releases.<RuntimeException>all(
                link::silence,
                link::reset,
                commands::reset,
                task::cancel,
                functions::reset,
                this::releaseTouchFirmware,
                listener::onDown);
    }

    /// Releases everything and listens no more. The co-processor is left as it is. To be called before the
    /// loop is closed; idempotent.
    @Override
    public void close() {
        isClosed = true;
        task.wake();
    }

    // ---- One turn of the loop ----

    private void turn() {
        if (isClosed) {
            goDown();
        }
        Iop running = iop;
        if (running == null) {
            return;
        }
        try {
            work(running);
        } catch (RuntimeException e) {
            running.fail(new Fault.AccessFailed(String.valueOf(e.getMessage())));
        }
    }

    private void work(Iop running) {
        boolean hasMore = link.poll(BUDGET);
        long now = task.nowNanos();
        lookForLeds();
        lookForLate(now);
        if (commands.work(now)) {
            listener.onTrouble(new InputFault.Stuck(options.commandTimeoutNanos()));
            running.fail(new Fault.TimedOut("room in the DockChannel", options.commandTimeoutNanos(), "nothing"));
            return;
        }
        long torn = lookForTorn(now);
        plan(Math.min(Math.min(commands.dueNanos(), functions.dueNanos()), torn), now);
        if (functions.isFlooded()) {
            return;
        }
        if (hasMore) {
            task.wake();
        } else {
            link.awaken(wake);
        }
    }

    private void plan(long earliest, long nowNanos) {
        long due = functions.isFlooded() ? Math.min(earliest, nowNanos + FLOODED_NANOS) : earliest;
        if (due == CommandQueue.NEVER) {
            task.cancel();
        } else {
            task.at(due);
        }
    }

    // A packet that does not go on for the time of a command is dropped.
    private long lookForTorn(long nowNanos) {
        if (!link.isInPacket()) {
            tornAtNanos = CommandQueue.NEVER;
        } else if (tornAtNanos == CommandQueue.NEVER || missing != link.missing()) {
            missing = link.missing();
            tornAtNanos = nowNanos + options.commandTimeoutNanos();
        } else if (tornAtNanos - nowNanos <= 0) {
            link.dropTorn();
            tornAtNanos = CommandQueue.NEVER;
        }
        return tornAtNanos;
    }

    // Source: the Linux series of June 2026 resets an interface once that is not ready.
    private void lookForLate(long nowNanos) {
        RemoteFunction late = functions.late(nowNanos);
        if (late == null) {
            return;
        }
        late.readyByNanos = CommandQueue.NEVER;
        if (late.wasReset) {
            late.state = RemoteFunction.State.UNUSABLE;
            listener.onTrouble(new InputFault.NotReady(late.number, late.name, options.readyTimeoutNanos()));
        } else {
            reset(late);
        }
    }

    private void lookForLeds() {
        int leds = wantedLeds.get();
        RemoteFunction keyboard = leds == NO_LEDS ? null : functions.withLeds();
        if (keyboard != null && wantedLeds.compareAndSet(leds, NO_LEDS)) {
            lit = leds;
            tell(keyboard.number, DockPayload.SET_OUTPUT, "set LEDs", 1, keyboard.ledReport(leds));
        }
    }

    private void tell(int number, int flags, String what, int attempts, byte[] data) {
        commands.add(new HidCommand(what, number, flags, data, attempts, HidCommand.Answer.IGNORED));
    }

    // ---- Bringing interfaces up ----

    private void enable(RemoteFunction function) {
        var answer = new Awaited(function);
        byte[] data = {(byte) Comm.Enable.ID, (byte) function.number};
        commands.add(new HidCommand(
                "enable " + function.number, Comm.NUMBER, DockPayload.SET_FEATURE, data, ATTEMPTS, answer));
        if (function.isTouch() && options.touchFile().isPresent()) {
            load(function, options.touchFile().get());
        }
    }

    private void load(RemoteFunction function, TouchFile file) {
        byte[] firmware = file.dataFor(function.number);
        try {
            releaseTouchFirmware();
            SharedBuffer buffer = memory.allocate(firmware.length);
            touchFirmware = buffer;
            buffer.write(0, firmware, 0, firmware.length);
            tell(Comm.NUMBER, DockPayload.SET_FEATURE, "load firmware", 1, loadCommand(function, buffer));
            reset(function);
        } catch (MemoryRefusedException e) {
            listener.onTrouble(new InputFault.Unusable(
                    function.number, function.name, "no memory for its firmware: " + e.getMessage()));
        }
    }

    private static byte[] loadCommand(RemoteFunction function, SharedBuffer buffer) {
        byte[] data = new byte[Comm.Load.BYTES];
        MemorySegment fields = MemorySegment.ofArray(data);
        Comm.TYPE.put(fields, 0, Comm.Load.ID);
        Comm.Load.METHOD.put(fields, 0, 2);
        Comm.Load.INTERFACE.put(fields, 0, function.number);
        Comm.Load.IOVA.put(fields, 0, buffer.iova());
        Comm.Load.SIZE.put(fields, 0, buffer.sizeBytes());
        return data;
    }

    private void reset(RemoteFunction function) {
        function.wasReset = true;
        function.state = RemoteFunction.State.STARTING;
        byte number = (byte) function.number;
        byte[] off = {(byte) Comm.Power.ID, 1, number, Comm.Power.OFF};
        byte[] on = {(byte) Comm.Power.ID, 1, number, Comm.Power.ON};
        tell(Comm.NUMBER, DockPayload.SET_FEATURE, "switch off " + function.number, 1, off);
        commands.add(new HidCommand(
                "switch on " + function.number,
                Comm.NUMBER,
                DockPayload.SET_FEATURE,
                on,
                ATTEMPTS,
                new Awaited(function)));
    }

    private void releaseTouchFirmware() {
        if (touchFirmware != null) {
            touchFirmware.close();
            touchFirmware = null;
        }
    }

    /// Once the command was answered, the interface is to become ready.
    private final class Awaited implements HidCommand.Answer {
        private final RemoteFunction function;

        Awaited(RemoteFunction function) {
            this.function = function;
        }

        @Override
        public void onDone(byte[] bytes, int from, int length) {
            if (function.state == RemoteFunction.State.STARTING) {
                function.readyByNanos = task.nowNanos() + options.readyTimeoutNanos();
            }
        }

        @Override
        public void onFailed() {
            function.state = RemoteFunction.State.UNUSABLE;
            listener.onTrouble(new InputFault.Unusable(function.number, function.name, "it cannot be enabled"));
            restartWithoutAny();
        }
    }

    // A firmware that enables none of its interfaces reads nothing any more, though its FIFO may have room.
    private void restartWithoutAny() {
        Iop running = iop;
        if (running != null && functions.areLost()) {
            running.fail(new Fault.TimedOut("an interface that can be used", options.commandTimeoutNanos(), "none"));
        }
    }

    // ---- What the firmware says ----

    private final class Packets implements PacketListener {
        @Override
        public void onPacket(long header, long head, byte[] bytes, int from, int length) {
            if (DockPacket.KIND.get(header) == DockPacket.COMMAND) {
                commands.onAnswer(header, head, bytes, from, length);
            } else if (DockPayload.FLAGS.get(head) == DockPayload.INPUT_REPORT) {
                functions.onReport((int) DockPacket.INTERFACE.get(header), bytes, from, length);
            }
        }

        @Override
        public void onFault(LinkFault fault) {
            listener.onTrouble(new InputFault.Link(fault));
        }
    }

    private final class Bringer implements Functions.Starter {
        @Override
        public void enable(RemoteFunction function) {
            InputDriver.this.enable(function);
        }

        @Override
        public void onReady(RemoteFunction function) {
            if (function.isTouch()) {
                releaseTouchFirmware();
            }
            if (function.isStm()) {
                askWhoMadeIt(function);
            }
            function.describe(listener);
            listener.onReady(function.name);
        }

        @Override
        public void onPin(RemoteFunction function, boolean isPulse, byte[] request) {
            boolean isDone = isPulse && options.pins().pulse(function.pin);
            byte[] answer = new byte[Comm.PinDone.BYTES + request.length];
            MemorySegment fields = MemorySegment.ofArray(answer);
            Comm.TYPE.put(fields, 0, Comm.PinDone.ID);
            Comm.PinDone.RETURN_CODE.put(fields, 0, isDone ? 0 : Integer.toUnsignedLong(NOT_DONE));
            System.arraycopy(request, 0, answer, Comm.PinDone.BYTES, request.length);
            tell(Comm.NUMBER, DockPayload.SET_FEATURE, "answer for pin " + function.pinId, 1, answer);
        }
    }

    // ---- Who made it ----

    private void askWhoMadeIt(RemoteFunction stm) {
        ask(stm, StmReport.ID, (bytes, from, length) -> identity = Arrays.copyOfRange(bytes, from, from + length));
        ask(stm, StmReport.SERIAL, this::tellWhoMadeIt);
    }

    private void ask(RemoteFunction function, int report, HidCommand.Answer answer) {
        byte[] data = {(byte) report};
        String what = "feature report 0x%02x".formatted(report);
        commands.add(new HidCommand(what, function.number, DockPayload.GET_FEATURE, data, ATTEMPTS, answer));
    }

    private void tellWhoMadeIt(byte[] bytes, int from, int length) {
        if (identity.length < StmReport.ID_BYTES) {
            listener.onTrouble(new InputFault.Malformed("who made it", 0, identity.length));
            return;
        }
        MemorySegment id = MemorySegment.ofArray(identity);
        String serial = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        listener.onIdentity(new KeyboardIdentity(
                (int) StmReport.VENDOR.get(id, 0),
                (int) StmReport.PRODUCT.get(id, 0),
                (int) StmReport.VERSION.get(id, 0),
                (int) StmReport.TYPE.get(id, 0),
                serial.replace("\0", "")));
    }
}
