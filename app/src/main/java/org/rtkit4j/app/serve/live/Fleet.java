package org.rtkit4j.app.serve.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.display.ShownPicture;
import org.rtkit4j.app.observe.ManagedSupervisor;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.EmulatorRecording;
import org.rtkit4j.app.via.HostProfile;
import org.rtkit4j.capture.tap.TapMailbox;
import org.rtkit4j.capture.tap.TapRing;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.supervise.Application;
import org.rtkit4j.core.supervise.Report;
import org.rtkit4j.core.supervise.StateChange;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.core.supervise.SupervisorListener;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.Watcher;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.mtp.MtpHands;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.MailboxSpeech;
import org.rtkit4j.wire.port.Releases;

/// The co-processors of the page under one supervisor, with all that is known of them.
public final class Fleet implements SupervisorListener, AutoCloseable {
    private static final int RING_CAPACITY = 1 << 16;
    private static final int LOG_LINES = 2000;

    private final long startNanos = System.nanoTime();
    private final long startedMillis = System.currentTimeMillis();
    private final EventLoop loop;
    private final Supervisor supervisor;
    private final List<Unit> units = new ArrayList<>();
    private final Pulse pulse = new Pulse();
    private final Log log = new Log(LOG_LINES);
    private final Kinds kinds = new Kinds();
    private final ManagedSupervisor managed;
    private final MessageStore store;
    private final Runnable leave;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private @Nullable Recorder recorder;

    /// @param clock by which the co-processors' waits are measured
    /// @param leave gives back the way to the co-processors
    private Fleet(int keep, LongSupplier clock, Runnable leave) {
        loop = new EventLoop(clock).start();
        supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT);
        managed = ManagedSupervisor.show(supervisor, "serve");
        store = new MessageStore(keep);
        this.leave = leave;
        supervisor.listen(this);
    }

    /// Makes one machine of emulated co-processors, and starts them all.
    ///
    /// @param picture what their screens show
    /// @param keep how many messages are kept at least
    /// @param recording of the same co-processors, closed with the fleet; null: none
    public static Fleet emulated(
            List<Profile> profiles, ShownPicture picture, int keep, @Nullable EmulatorRecording recording) {
        var builder = EmulatedMachine.with(profiles.getFirst());
        profiles.stream().skip(1).forEach(builder::and);
        EmulatedMachine emulated = builder.build();
        if (recording != null) {
            recording.follow(emulated.coprocessors());
        }
        MachineRunner runner = MachineRunner.start(emulated.machine());
        var fleet = new Fleet(keep, emulated.clock(), () -> leave(emulated, runner, recording));
        return fleet.orClosed(() -> {
            for (Coprocessor coprocessor : emulated.coprocessors()) {
                Profile profile = coprocessor.profile();
                Platform platform = Platform.of(coprocessor);
                Keeper keeper = fleet.keeper(coprocessor, platform, picture, emulated.clock());
                fleet.add(
                        HostProfile.of(profile.name(), profile),
                        platform,
                        profile.description(),
                        true,
                        profile.speech(),
                        keeper);
            }
            fleet.record();
            fleet.units.forEach(unit -> unit.supervised().start());
        });
    }

    private static void leave(EmulatedMachine emulated, MachineRunner runner, @Nullable EmulatorRecording recording) {
        try (emulated;
                recording) {
            runner.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Watches one co-processor, which is left as it is until somebody starts it.
    ///
    /// @param keep how many messages are kept at least
    /// @param speech what is known of its mailbox
    public static Fleet through(Connection connection, String name, MailboxSpeech speech, int keep) {
        var fleet = new Fleet(keep, connection.clock(), connection::close);
        return fleet.orClosed(() -> {
            fleet.add(connection.profile(name), connection.platform(), connection.toString(), false, speech, null);
            fleet.record();
        });
    }

    /// Watches co-processors that another program drives: [#follow] says which.
    ///
    /// @param nameOf of each
    /// @param keep how many messages are kept at least
    public static Fleet watched(List<Profile> profiles, Function<Profile, String> nameOf, int keep) {
        var fleet = new Fleet(keep, System::nanoTime, () -> {});
        return fleet.orClosed(() -> {
            profiles.forEach(profile -> fleet.addOverheard(nameOf.apply(profile), profile));
            fleet.record();
        });
    }

    private void addOverheard(String name, Profile profile) {
        var ring = new TapRing(units.size(), RING_CAPACITY);
        WatchedScreen screen = profile.display() == null ? null : new WatchedScreen(pulse::beat);
        var overheard = new Overheard(name, ring, screen);
        units.add(new Unit(units.size(), overheard, ring, profile.description(), profile.speech()));
    }

    /// Follows a machine's co-processors, in the place of those before it: a machine that was rebooted.
    ///
    /// @param coprocessors in the order of the profiles
    /// @return who is to hear what each of them says
    public List<Watcher> follow(List<Coprocessor> coprocessors) {
        var watchers = new ArrayList<Watcher>();
        for (int i = 0; i < coprocessors.size(); i++) {
            Unit unit = units.get(i);
            Overheard overheard = Objects.requireNonNull(unit.overheard(), "one of our own");
            boolean isReboot = overheard.follow(coprocessors.get(i));
            note(unit, "state", "", isReboot ? "the machine was switched on again" : "the machine was switched on");
            watchers.add(overheard);
        }
        return watchers;
    }

    // A fleet that cannot be completed leaves nothing behind.
    private Fleet orClosed(Runnable completion) {
        try {
            completion.run();
            return this;
        } catch (RuntimeException e) {
            throw Releases.after(e, this::close);
        }
    }

    /// Shuts the co-processors down also when the process is asked to end.
    public Fleet closeOnExit() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
        return this;
    }

    private @Nullable Keeper keeper(
            Coprocessor coprocessor, Platform platform, ShownPicture picture, LongSupplier clock) {
        Profile profile = coprocessor.profile();
        if (profile.display() != null) {
            return new ScreenKeeper(coprocessor, platform.memory(), picture, clock, pulse::beat).start();
        }
        if (profile.kind() == CoprocessorKind.AOP) {
            return new LightKeeper(platform.memory(), clock, pulse::beat).start();
        }
        return profile.mtp() == null ? null : new KeyboardKeeper(coprocessor, loop, clock, pulse::beat);
    }

    private void add(
            IopProfile profile,
            Platform platform,
            String description,
            boolean isEmulated,
            MailboxSpeech speech,
            @Nullable Keeper keeper) {
        var ring = new TapRing(units.size(), RING_CAPACITY);
        var tapped = new Platform(
                new TapMailbox(platform.mailbox(), ring, System::nanoTime),
                platform.cpu(),
                platform.memory(),
                platform.reset());
        Application endpoints = keeper == null ? new StartedEndpoints() : keeper;
        Supervised supervised = supervisor.add(profile, tapped, endpoints);
        // Its lines are heard one by one; the ring only has to be there.
        supervised.trace(1);
        units.add(new Unit(units.size(), supervised, ring, description, isEmulated, speech, keeper));
        if (keeper != null) {
            supervisor.listen(keeper);
        }
    }

    private void record() {
        recorder = new Recorder(units, new Intake(units, store, kinds, startNanos), log, pulse, startNanos).start();
    }

    // ---- What happens, in the words of the log ----

    @Override
    public void onState(StateChange change) {
        Unit unit = unitOf(change.coprocessor());
        note(unit, "state", change.to().label(), change.reason());
    }

    @Override
    public void onCrash(Supervised coprocessor, CrashDump dump) {
        unitOf(coprocessor).crashed(nowNanos(), dump.log());
        pulse.beat();
    }

    @Override
    public void onReport(Supervised coprocessor, Report report) {
        note(unitOf(coprocessor), "report", "", report.message());
    }

    @Override
    public void onNotice(Supervised coprocessor, Notice notice, int endpoint, long msg0) {
        note(
                unitOf(coprocessor),
                "notice",
                "",
                "%s: endpoint=0x%02x, message=0x%016x".formatted(notice.sentence(), endpoint, msg0));
    }

    @Override
    public void onSyslog(Supervised coprocessor, String context, String text) {
        note(unitOf(coprocessor), "syslog", context, text);
    }

    private void note(Unit unit, String kind, String context, String text) {
        log.add(nowNanos(), unit.index(), kind, context, text);
        pulse.beat();
    }

    // ---- What is known ----

    List<Unit> units() {
        return units;
    }

    @Nullable
    Unit find(String name) {
        return units.stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /// Returns the hands on the emulated keyboard, or null where there is none.
    public @Nullable MtpHands hands() {
        return units.stream()
                .map(Unit::keyboard)
                .filter(Objects::nonNull)
                .map(KeyboardKeeper::hands)
                .findFirst()
                .orElse(null);
    }

    MessageStore store() {
        return store;
    }

    Kinds kinds() {
        return kinds;
    }

    Log log() {
        return log;
    }

    Pulse pulse() {
        return pulse;
    }

    /// Returns when the page began to watch, since 1970.
    long startedMillis() {
        return startedMillis;
    }

    /// Returns the time since the page began to watch.
    long nowNanos() {
        return System.nanoTime() - startNanos;
    }

    private Unit unitOf(Supervised coprocessor) {
        return units.stream()
                .filter(unit -> unit.overheard() == null && unit.supervised() == coprocessor)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        Releases.all(
                () -> supervisor.unlisten(this),
                this::closeKeepers,
                managed::close,
                supervisor::close,
                loop::close,
                this::closeRecorder,
                leave::run);
    }

    private void closeKeepers() {
        units.stream().map(Unit::keeper).filter(Objects::nonNull).forEach(Keeper::close);
    }

    private void closeRecorder() {
        if (recorder != null) {
            recorder.close();
        }
    }
}
