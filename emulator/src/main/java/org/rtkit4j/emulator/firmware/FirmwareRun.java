package org.rtkit4j.emulator.firmware;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.crashlog.CrashSnapshot;
import org.rtkit4j.emulator.crashlog.CrashlogWriter;
import org.rtkit4j.emulator.crashlog.MailboxHistory;
import org.rtkit4j.emulator.crashlog.PageMapping;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.wire.message.Endpoints;

/// A firmware from one start to its end: nothing of it outlives that.
final class FirmwareRun implements ManagedRun {
    // Ticks of 24 MHz, the time base of Apple silicon; the unit in real crash logs is not established.
    private static final long TICKS = 24;
    private static final long NANOS = 1000;

    private final RunOwner firmware;
    private final FirmwareConfig config;
    private final Iop iop;
    private final long startNanos;
    private final Timers timers = new Timers();
    private final MailboxHistory history = new MailboxHistory();
    private final Management management;
    private final EndpointTable endpoints;
    private final List<FirmwareEndpoint> deferred = new ArrayList<>();
    private boolean isApOn;
    private boolean isAcked;
    private boolean isPatient = true;
    private int current;

    FirmwareRun(RunOwner firmware, FirmwareConfig config, Iop iop) {
        this.firmware = firmware;
        this.config = config;
        this.iop = iop;
        startNanos = iop.nowNanos();
        management = new Management(this, config);
        endpoints = new EndpointTable(this, this::hang, config);
    }

    void start() {
        management.start();
    }

    /// Takes a message of the AP.
    void onMessage(int endpoint, long msg0) {
        history.record(endpoint, msg0, ticks());
        current = endpoint;
        if (endpoint == Endpoints.MGMT) {
            management.onMessage(msg0);
        } else {
            FirmwareEndpoint started = endpoints.started(endpoint);
            if (started != null) {
                started.onMessage(msg0);
            }
        }
        if (firmware.state() == FirmwareState.BOOTING) {
            reportOnIfSettled();
        }
        current = Endpoints.MGMT;
    }

    boolean runTimer() {
        return timers.runOne(nowNanos());
    }

    long nextDueNanos() {
        return timers.nextDueNanos();
    }

    @Override
    public void send(int endpoint, long msg0) {
        history.record(endpoint, msg0, ticks());
        firmware.send(endpoint, msg0);
    }

    @Override
    public IoSpace memory() {
        return iop.memory();
    }

    @Override
    public long nowNanos() {
        return iop.nowNanos();
    }

    @Override
    public void after(long delayNanos, Runnable action) {
        if (delayNanos == 0) {
            action.run();
        } else {
            timers.add(nowNanos() + delayNanos, action);
        }
    }

    @Override
    public void log(String context, String text) {
        endpoints.syslog().log(new LogLine(context, text));
    }

    @Override
    public void crash(CrashCause cause) {
        firmware.crash(cause);
    }

    private void hang() {
        end(FirmwareState.HUNG);
    }

    @Override
    public void end(FirmwareState state) {
        timers.clear();
        firmware.enter(state);
    }

    @Override
    public void idle() {
        firmware.enter(FirmwareState.IDLE);
    }

    @Override
    public void onWake() {
        if (firmware.state() != FirmwareState.IDLE) {
            return;
        }
        if (config.has(Quirk.HELLO_AFTER_IDLE)) {
            firmware.boot();
        } else {
            firmware.enter(FirmwareState.RUNNING);
            after(config.delays().ack().toNanos(), management::reportOn);
        }
    }

    @Override
    public void onMapTaken() {
        if (config.has(Quirk.ACKS_AFTER_MAP)) {
            reportOn();
            return;
        }
        after(config.delays().grace().toNanos(), this::losePatience);
    }

    @Override
    public void onApOn() {
        isApOn = true;
        endpoints.onApOn();
    }

    @Override
    public void startEndpoint(int number) {
        FirmwareEndpoint endpoint = endpoints.start(number);
        if (endpoint == null) {
            return;
        }
        if (number >= Endpoints.FIRST_APP) {
            endpoint.onStart();
        } else if (config.has(Quirk.BUFFERS_AFTER_ACK) && !isAcked) {
            deferred.add(endpoint);
        } else {
            startLater(endpoint);
        }
    }

    @Override
    public void stopEndpoint(int number) {
        FirmwareEndpoint endpoint = endpoints.stop(number);
        if (endpoint != null) {
            endpoint.onStop();
        }
    }

    int lostLogLines() {
        return endpoints.syslog().lost();
    }

    /// Leaves the crash log and tells the AP; returns false where it has no buffer for it.
    boolean report(CrashCause cause, @Nullable String taskName) {
        CrashlogEndpoint crashlog = endpoints.crashlog();
        timers.clear();
        if (!crashlog.hasBuffer()) {
            return false;
        }
        int task = config.image().taskOf(taskName == null ? Endpoints.name(current) : taskName);
        var snapshot = new CrashSnapshot(config.image(), cause, task, ticks(), history.messages(), sharedPages());
        crashlog.report(CrashlogWriter.write(snapshot, crashlog.sizeBytes()));
        return true;
    }

    private List<PageMapping> sharedPages() {
        var pages = new ArrayList<PageMapping>();
        for (long iova : endpoints.sharedPages()) {
            iop.memory().toPhysical(iova).ifPresent(physAddr -> pages.add(new PageMapping(iova, physAddr)));
        }
        return pages;
    }

    private void startLater(FirmwareEndpoint endpoint) {
        after(config.delays().request().toNanos(), () -> {
            endpoint.onStart();
            if (isApOn && endpoint instanceof SystemEndpoint system) {
                system.onApOn();
            }
        });
    }

    // Hosts that do not start every endpoint, or give no memory for the unified log, still get their answer, a little
    // later.
    private void losePatience() {
        isPatient = false;
        reportOnIfSettled();
    }

    private void reportOnIfSettled() {
        boolean isStarted = endpoints.areWantedStarted() || !isPatient;
        boolean isSettled = config.has(Quirk.BUFFERS_AFTER_ACK) || endpoints.areStartedSettled(isPatient);
        if (!isAcked && management.isMapTaken() && isStarted && isSettled) {
            reportOn();
        }
    }

    private void reportOn() {
        if (isAcked) {
            return;
        }
        isAcked = true;
        after(config.delays().ack().toNanos(), () -> {
            management.reportOn();
            firmware.enter(FirmwareState.RUNNING);
            deferred.forEach(this::startLater);
            deferred.clear();
        });
    }

    private long ticks() {
        return (nowNanos() - startNanos) * TICKS / NANOS;
    }
}
