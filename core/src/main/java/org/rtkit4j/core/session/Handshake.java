package org.rtkit4j.core.session;

import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.PowerState;
import org.rtkit4j.wire.port.Releases;

/// The management endpoint: version, endpoint map, power states. Moves the session from phase to phase.
///
/// One thread at a time works it; any thread may ask for version and power states meanwhile.
final class Handshake {
    /// 256 endpoints at 32 a page. A map that goes on would go on for ever.
    private static final int MAX_PAGES = Endpoints.COUNT / Mgmt.EpMap.ENDPOINTS_PER_PAGE;

    private final Standing standing;
    private final SessionConfig config;
    private final EndpointMap endpoints;
    private final SystemEndpoints system;

    private BootPlan plan = BootPlan.START;
    private volatile int version;
    private volatile int apPower;
    private volatile int iopPower;
    private boolean apToldOn;

    Handshake(Standing standing, SessionConfig config, EndpointMap endpoints, SystemEndpoints system) {
        this.standing = standing;
        this.config = config;
        this.endpoints = endpoints;
        this.system = system;
    }

    int version() {
        return version;
    }

    int apPower() {
        return apPower;
    }

    int iopPower() {
        return iopPower;
    }

    void forget() {
        version = 0;
        apPower = 0;
        iopPower = 0;
    }

    void adopt(int knownVersion) {
        version = knownVersion;
        apPower = PowerState.ON.code();
        iopPower = PowerState.ON.code();
        apToldOn = true;
    }

    void begin(BootPlan how, boolean resumes, Outbox out) {
        plan = how;
        apPower = 0;
        iopPower = 0;
        apToldOn = false;
        if (plan.wake() != null) {
            askIop(plan.wake(), out);
        }
        standing.enter(Cause.BOOT, new Phase.AwaitHello(resumes));
    }

    void beginPowerDown(PowerDown to, Outbox out) {
        tellAp(to.ap(), out);
        standing.enter(Cause.POWER_DOWN, new Phase.TellingAp(to));
    }

    void onMessage(long msg0, Outbox out) {
        switch ((int) Mgmt.TYPE.get(msg0)) {
            case Mgmt.Hello.ID -> onHello(msg0, out);
            case Mgmt.EpMap.ID -> onEpMap(msg0, out);
            case Mgmt.IopPowerAck.ID -> onIopPower((int) Mgmt.IopPowerAck.STATE.get(msg0), msg0, out);
            case Mgmt.ApPowerAck.ID -> onApPower((int) Mgmt.ApPowerAck.STATE.get(msg0), msg0, out);
            case Mgmt.Pong.ID -> standing.awaitsPong(false);
            default -> standing.onNotice(Notice.UNKNOWN_MESSAGE, Endpoints.MGMT, msg0);
        }
    }

    private void onHello(long msg0, Outbox out) {
        switch (standing.phase()) {
            case Phase.AwaitHello _ -> negotiate(msg0, out);
            case Phase.AwaitApOn _, Phase.Running _, Phase.TellingAp _, Phase.AskingIop _, Phase.Resting _ ->
                // HELLO is the first word of a firmware that starts: it has lost endpoints and buffers. Before it was
                // ON, it may only repeat itself.
                standing.fail(
                        new Fault.ProtocolViolation("the firmware started again by itself", Endpoints.MGMT, msg0));
            default -> unexpected(msg0);
        }
    }

    private void negotiate(long msg0, Outbox out) {
        int iopMin = (int) Mgmt.Hello.MIN_VER.get(msg0);
        int iopMax = (int) Mgmt.Hello.MAX_VER.get(msg0);
        int chosen = Math.min(iopMax, config.maxVersion());
        // Not an overlap test: that lets a firmware with MIN above MAX pass.
        if (chosen < iopMin || chosen < config.minVersion()) {
            standing.fail(new Fault.NoCommonVersion(iopMin, iopMax, config.minVersion(), config.maxVersion()));
            return;
        }
        version = chosen;
        // A firmware that was idle and says HELLO has started afresh and will ask for its buffers again.
        forgetFirmware();
        long ack = Mgmt.HelloAck.MIN_VER.put(Mgmt.HelloAck.LAYOUT.word(), chosen);
        out.send(Endpoints.MGMT, Mgmt.HelloAck.MAX_VER.put(ack, chosen));
        standing.enter(Cause.HELLO, new Phase.Mapping(0));
    }

    private void onEpMap(long msg0, Outbox out) {
        if (!(standing.phase() instanceof Phase.Mapping(int pages))) {
            unexpected(msg0);
            return;
        }
        long page = Mgmt.EpMap.BASE.get(msg0);
        boolean last = Mgmt.EpMap.LAST.get(msg0) != 0;
        if (!last && pages + 1 >= MAX_PAGES) {
            standing.fail(new Fault.ProtocolViolation("the endpoint map does not end", Endpoints.MGMT, msg0));
            return;
        }
        endpoints.add((int) page, Mgmt.EpMap.BITMAP.get(msg0));
        long reply = Mgmt.EpMapReply.BASE.put(Mgmt.EpMapReply.LAYOUT.word(), page);
        out.send(Endpoints.MGMT, last ? Mgmt.EpMapReply.LAST.put(reply, 1) : Mgmt.EpMapReply.MORE.put(reply, 1));
        if (last) {
            onMapComplete(out);
        } else {
            standing.enter(Cause.MAP_PAGE, new Phase.Mapping(pages + 1));
        }
    }

    private void onMapComplete(Outbox out) {
        for (int rest = endpoints.announcedSystem(); rest != 0; rest &= rest - 1) {
            int endpoint = Integer.numberOfTrailingZeros(rest);
            if (Endpoints.isKnownSystem(endpoint)) {
                sendStartEp(endpoint, Mgmt.StartEp.START, out);
            }
        }
        if (plan.earlyApOn()) {
            tellApOn(out);
        }
        standing.enter(Cause.LAST_MAP_PAGE, new Phase.AwaitIopOn());
        // Firmware that does not wait for its endpoints to be started may have said so already. A listener may have
        // failed the session just now.
        if (PowerState.isOn(iopPower()) && standing.isWaiting()) {
            onIopOn(out);
        }
    }

    private void onIopPower(int state, long msg0, Outbox out) {
        iopPower = state;
        switch (standing.phase()) {
            case Phase.AwaitIopOn _ when PowerState.isOn(state) -> onIopOn(out);
            case Phase.AwaitHello(boolean resumes) when resumes && PowerState.isOn(state) -> onIopOn(out);
            case Phase.Mapping _ when PowerState.isOn(state) -> {}
            case Phase.AskingIop(PowerDown to) when state == to.iop().code() -> onRest(to);
            default -> standing.onNotice(Notice.UNEXPECTED_POWER_STATE, Endpoints.MGMT, msg0);
        }
    }

    private void onIopOn(Outbox out) {
        tellApOn(out);
        standing.enter(Cause.IOP_ON, PowerState.isOn(apPower()) ? new Phase.Running() : new Phase.AwaitApOn());
    }

    private void onApPower(int state, long msg0, Outbox out) {
        apPower = state;
        switch (standing.phase()) {
            case Phase.AwaitApOn _ when PowerState.isOn(state) -> standing.enter(Cause.AP_ON, new Phase.Running());
            case Phase.AwaitIopOn _ when PowerState.isOn(state) && apToldOn -> {}
            case Phase.TellingAp(PowerDown to)
            when state == to.ap().code() -> {
                askIop(to.iop(), out);
                standing.enter(Cause.AP_DOWN, new Phase.AskingIop(to));
            }
            default -> standing.onNotice(Notice.UNEXPECTED_POWER_STATE, Endpoints.MGMT, msg0);
        }
    }

    // It rests, whether or not all its buffers can be closed.
    private void onRest(PowerDown how) {
        Releases.all(
                () -> {
                    if (!how.keepsBuffers()) {
                        forgetFirmware();
                    }
                },
                () -> standing.enter(Cause.IOP_DOWN, new Phase.Resting(how)));
    }

    /// Gives back what the firmware had: it has stopped, or has started afresh.
    void forgetFirmware() {
        endpoints.clear();
        system.release();
    }

    private void tellApOn(Outbox out) {
        if (!apToldOn) {
            apToldOn = true;
            tellAp(PowerState.ON, out);
        }
    }

    private void unexpected(long msg0) {
        standing.onNotice(Notice.UNEXPECTED_NOW, Endpoints.MGMT, msg0);
    }

    static void sendStartEp(int endpoint, int flag, Outbox out) {
        long word = Mgmt.StartEp.ENDPOINT.put(Mgmt.StartEp.LAYOUT.word(), endpoint);
        out.send(Endpoints.MGMT, Mgmt.StartEp.FLAG.put(word, flag));
    }

    private static void askIop(PowerState state, Outbox out) {
        out.send(Endpoints.MGMT, Mgmt.SetIopPower.STATE.put(Mgmt.SetIopPower.LAYOUT.word(), state.code()));
    }

    private static void tellAp(PowerState state, Outbox out) {
        out.send(Endpoints.MGMT, Mgmt.SetApPower.STATE.put(Mgmt.SetApPower.LAYOUT.word(), state.code()));
    }
}
