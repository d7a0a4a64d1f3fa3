package org.rtkit4j.emulator.firmware;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.PowerState;

/// Endpoint 0: the handshake, the endpoint map, and power.
///
/// Unknown types are ignored, as is what does not fit the moment.
final class Management {
    // What the AP puts into its answer to refuse the offer. Source: QEMU.
    private static final long REFUSED_MIN = 0xffff;
    private static final long REFUSED_MAX = 0x0bad;
    // QEMU's OFF: a state that no host asks for.
    private static final int OTHER_STATE = 0x202;
    private static final long BODY_48 = (1L << 48) - 1;

    private final ManagedRun run;
    private final FirmwareConfig config;
    private VersionRange offered;
    private boolean isVersionChosen;
    private @Nullable EndpointMap map;
    private boolean isPageSent;
    private boolean isApOff;

    Management(ManagedRun run, FirmwareConfig config) {
        this.run = run;
        this.config = config;
        offered = config.versions();
    }

    void start() {
        run.after(config.delays().hello().toNanos(), this::sayHello);
    }

    void onMessage(long msg0) {
        switch ((int) Mgmt.TYPE.get(msg0)) {
            case Mgmt.HelloAck.ID -> onHelloAck(msg0);
            case Mgmt.Ping.ID -> onPing(msg0);
            case Mgmt.StartEp.ID -> onStartEndpoint(msg0);
            case Mgmt.SetIopPower.ID -> onSetIopPower((int) Mgmt.SetIopPower.STATE.get(msg0));
            case Mgmt.EpMapReply.ID -> onMapReply(msg0);
            case Mgmt.SetApPower.ID -> onSetApPower(msg0);
            default -> {}
        }
    }

    /// Returns whether the AP has taken the whole endpoint map.
    boolean isMapTaken() {
        return map != null && map.isDone();
    }

    /// Reports that the firmware is up.
    void reportOn() {
        run.send(Endpoints.MGMT, Mgmt.IopPowerAck.STATE.put(Mgmt.IopPowerAck.LAYOUT.word(), config.wakeAck()));
    }

    private void sayHello() {
        long hello = Mgmt.Hello.MAX_VER.put(Mgmt.Hello.LAYOUT.word(), offered.max());
        hello = Mgmt.Hello.MIN_VER.put(hello, offered.min());
        run.send(Endpoints.MGMT, hello);
        if (config.has(Quirk.HELLO_TWICE)) {
            run.send(Endpoints.MGMT, hello);
        }
    }

    private void onPing(long msg0) {
        if (!config.has(Quirk.IGNORES_PING)) {
            run.send(Endpoints.MGMT, Mgmt.Pong.LAYOUT.word() | (msg0 & BODY_48));
        }
    }

    private void onHelloAck(long msg0) {
        long min = Mgmt.HelloAck.MIN_VER.get(msg0);
        long max = Mgmt.HelloAck.MAX_VER.get(msg0);
        if (isVersionChosen) {
            return;
        }
        if (min == REFUSED_MIN && max == REFUSED_MAX) {
            onRefusal();
        } else if (offered.holds(max)) {
            isVersionChosen = true;
            map = new EndpointMap(config, max);
            sendPageLater(map);
        }
    }

    private void onRefusal() {
        if (config.has(Quirk.RETRIES_HELLO) && !offered.equals(VersionRange.OLD)) {
            offered = VersionRange.OLD;
            sayHello();
        }
    }

    private void sendPageLater(EndpointMap pages) {
        isPageSent = false;
        run.after(config.delays().map().toNanos(), () -> {
            isPageSent = true;
            run.send(Endpoints.MGMT, pages.page());
        });
    }

    // One page at a time: an answer to a page that has not been sent is none.
    private void onMapReply(long msg0) {
        if (map == null || !isPageSent || !map.take(msg0)) {
            return;
        }
        if (map.isDone()) {
            run.onMapTaken();
        } else {
            sendPageLater(map);
        }
    }

    private void onStartEndpoint(long msg0) {
        int endpoint = (int) Mgmt.StartEp.ENDPOINT.get(msg0);
        long flag = Mgmt.StartEp.FLAG.get(msg0);
        if ((flag & Mgmt.StartEp.START) != 0) {
            run.startEndpoint(endpoint);
        } else if (flag == Mgmt.StartEp.STOP) {
            run.stopEndpoint(endpoint);
        }
    }

    private void onSetApPower(long msg0) {
        long state = Mgmt.SetApPower.STATE.get(msg0);
        boolean isOn = PowerState.isOn((int) state);
        boolean speaksFirst = config.has(Quirk.SPEAKS_BEFORE_AP_ACK);
        isApOff = state == PowerState.OFF.code();
        if (isOn && speaksFirst) {
            run.onApOn();
        }
        run.send(Endpoints.MGMT, Mgmt.ApPowerAck.STATE.put(Mgmt.ApPowerAck.LAYOUT.word(), state));
        if (isOn && !speaksFirst) {
            run.onApOn();
        }
    }

    private void onSetIopPower(int code) {
        PowerState state = PowerState.of(code);
        if (state == PowerState.ON || state == PowerState.INIT) {
            run.onWake();
        } else if (config.has(Quirk.CRASHES_AT_SHUTDOWN) && (state == PowerState.SLEEP || state == PowerState.OFF)) {
            run.crash(new CrashCause.FailedAssert("power.c", 412, "shutdown asked for: state=" + state));
        } else if (state != null && config.powerStates().contains(state)) {
            run.after(config.delays().ack().toNanos(), () -> goTo(state));
        }
    }

    private void goTo(PowerState state) {
        int told = config.has(Quirk.ACKS_OTHER_STATE) ? OTHER_STATE : state.code();
        run.send(Endpoints.MGMT, Mgmt.IopPowerAck.STATE.put(Mgmt.IopPowerAck.LAYOUT.word(), told));
        switch (state) {
            case QUIESCED -> run.end(FirmwareState.QUIESCED);
            case IDLE -> run.idle();
            // A shutdown after the AP has reported OFF is final: only a reset brings the co-processor back.
            case SLEEP -> run.end(isApOff ? FirmwareState.OFF : FirmwareState.ASLEEP);
            case OFF -> run.end(FirmwareState.OFF);
            case ON, INIT -> throw new IllegalStateException("not a state to go to: " + state);
        }
    }
}
