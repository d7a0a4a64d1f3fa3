package org.rtkit4j.drivers.input;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.drivers.dockchannel.DockChannelWindows;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.mtp.MtpHands;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.hid.KeyUsage;
import org.rtkit4j.wire.hid.UsLayout;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.DeviceMemory;

/// A supervised keyboard and trackpad on an emulated machine, both on the test's thread and clock.
final class InputRig implements AutoCloseable {
    final ManualClock clock = new ManualClock();
    final EmulatedMachine emulated;
    final Coprocessor mtp;
    final EventLoop loop = new EventLoop(clock);
    final Supervisor supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT);
    final Supervised supervised;
    final InputDriver driver;
    final Diary diary = new Diary();

    InputRig(Profile profile, InputOptions options) {
        this(profile, options, InputRig::windows, UnaryOperator.identity());
    }

    /// On windows of the test's, and memory that it wraps.
    InputRig(
            Profile profile,
            InputOptions options,
            Function<Coprocessor, DockChannelWindows> windows,
            UnaryOperator<DeviceMemory> wrap) {
        emulated = EmulatedMachine.with(profile).clock(clock).build();
        mtp = emulated.coprocessor();
        driver = new InputDriver(loop, windows.apply(mtp), wrap.apply(memory()), options.with(clock), diary);
        supervised = supervisor.add(IopProfile.named("mtp"), platform(), driver);
        supervisor.listen(driver);
    }

    static DockChannelWindows windows(Coprocessor mtp) {
        return new DockChannelWindows(
                mtp.window("irq"),
                mtp.window("config"),
                mtp.window("data"),
                mtp.interrupt("dockchannel"),
                1,
                DockChannelWindows.FIFO_BYTES);
    }

    private MemoryBroker memory() {
        return MemoryBroker.of(CoprocessorKind.MTP, mtp.memory(), mtp.profile().regions());
    }

    private Platform platform() {
        var mailbox = new RegisterMailbox(mtp.registers(), mtp.layout(), mtp.receiveNotEmpty(), mtp.sendEmpty());
        return new Platform(mailbox, new CpuControl(mtp.cpu()), memory(), mtp::reset);
    }

    /// Everything up, on a keyboard and trackpad of this profile.
    static InputRig up(Profile profile) {
        return up(profile, InputOptions.DEFAULT);
    }

    static InputRig up(Profile profile, InputOptions options) {
        var rig = new InputRig(profile, options);
        rig.supervised.start();
        rig.settle();
        return rig;
    }

    MtpHands hands() {
        return mtp.hands();
    }

    /// Lets both sides do what they have to do now.
    void settle() {
        for (int quiet = 0, turns = 0; quiet < 2; turns++) {
            boolean machine = emulated.machine().step();
            boolean host = loop.turn() > 0;
            quiet = machine || host ? 0 : quiet + 1;
            assertTrue(turns < 200_000, "no end");
        }
    }

    /// Lets so much time pass, and everything happen that falls due in it.
    void pass(long nanos) {
        long end = clock.getAsLong() + nanos;
        for (int turns = 0; clock.getAsLong() < end; turns++) {
            step();
            long due = Math.min(emulated.machine().nextDueNanos(), loop.nextDueNanos());
            clock.advanceTo(Math.min(end, Math.max(due, clock.getAsLong() + 1)));
            assertTrue(turns < 200_000, "no end");
        }
        step();
    }

    /// Lets time pass until something is so, a minute at most.
    void await(BooleanSupplier condition) {
        for (int millis = 0; millis < 60_000 && !condition.getAsBoolean(); millis++) {
            pass(1_000_000);
        }
        assertTrue(condition.getAsBoolean(), diary::toString);
    }

    // Without an end where the firmware has none.
    private void step() {
        for (int quiet = 0, turns = 0; quiet < 2 && turns < 2_000; turns++) {
            boolean machine = emulated.machine().step();
            boolean host = loop.turn() > 0;
            quiet = machine || host ? 0 : quiet + 1;
        }
    }

    @Override
    public void close() {
        driver.close();
        settle();
        supervisor.close();
        loop.close();
        emulated.close();
    }

    /// What was heard, in words.
    static class Diary implements InputListener {
        final List<String> lines = new ArrayList<>();
        final List<String> troubles = new ArrayList<>();
        final List<String> lost = new ArrayList<>();
        final List<String> surfaces = new ArrayList<>();
        final StringBuilder typed = new StringBuilder();
        private boolean isShifted;

        @Override
        public void onKey(int usage, boolean isDown) {
            lines.add((isDown ? "+" : "-") + KeyUsage.nameOf(usage));
            if (usage == KeyUsage.LEFT_SHIFT) {
                isShifted = isDown;
            } else if (isDown) {
                typed.append(UsLayout.characterOf(usage, isShifted));
            }
        }

        @Override
        public void onMove(int dx, int dy, int wheel) {
            lines.add("move %d %d %d".formatted(dx, dy, wheel));
        }

        @Override
        public void onButton(int button, boolean isDown) {
            lines.add((isDown ? "+" : "-") + "button " + button);
        }

        @Override
        public void onTouch(int contact, boolean isDown, int x, int y) {
            lines.add("%sfinger %d %d %d".formatted(isDown ? "+" : "-", contact, x, y));
        }

        @Override
        public void onReady(String name) {
            lines.add("ready " + name);
        }

        @Override
        public void onDown() {
            lines.add("down");
        }

        @Override
        public void onIdentity(KeyboardIdentity identity) {
            lines.add(identity.toString());
        }

        @Override
        public void onTrouble(InputFault fault) {
            troubles.add(fault.message());
            if (!fault.lost().isEmpty()) {
                lost.add(fault.lost());
            }
        }

        @Override
        public void onSurface(int leastX, int mostX, int leastY, int mostY) {
            surfaces.add("%d..%d %d..%d".formatted(leastX, mostX, leastY, mostY));
        }

        List<String> take() {
            List<String> taken = List.copyOf(lines);
            lines.clear();
            return taken;
        }

        @Override
        public String toString() {
            return "%s; troubles %s; typed %s".formatted(lines, troubles, typed);
        }
    }
}
