package org.rtkit4j.core.session;

import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.PowerState;

/// The management endpoint: version, endpoint map, power states. Drives the phases of its session.
final class Handshake {
    /// 256 endpoints at 32 a page. A map that goes on would go on for ever.
    private static final int MAX_PAGES = Endpoints.COUNT / Mgmt.EpMap.ENDPOINTS_PER_PAGE;

    private final Session session;
    private final SessionConfig config;
    private final EndpointMap endpoints;

    private BootPlan plan = BootPlan.START;
    private int version;
    private int apPower;
    private int iopPower;
    private boolean apToldOn;

    Handshake(Session session, SessionConfig config, EndpointMap endpoints) {
        this.session = session;
        this.config = config;
        this.endpoints = endpoints;
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
        session.enter(new Phase.AwaitHello(resumes));
        if (plan.wake() != null) {
            askIop(plan.wake(), out);
        }
    }

    void beginPowerDown(PowerDown to, Outbox out) {
        session.enter(new Phase.TellingAp(to));
        tellAp(to.ap(), out);
    }

    void onMessage(long msg0, Outbox out) {
        switch ((int) Mgmt.TYPE.get(msg0)) {
            case Mgmt.Hello.ID -> onHello(msg0, out);
            case Mgmt.EpMap.ID -> onEpMap(msg0, out);
            case Mgmt.IopPowerAck.ID -> onIopPower((int) Mgmt.IopPowerAck.STATE.get(msg0), msg0, out);
            case Mgmt.ApPowerAck.ID -> onApPower((int) Mgmt.ApPowerAck.STATE.get(msg0), msg0, out);
            case Mgmt.Pong.ID -> session.onPong();
            default -> session.onNotice(Notice.UNKNOWN_MESSAGE, Endpoints.MGMT, msg0);
        }
    }

    private void onHello(long msg0, Outbox out) {
        switch (session.phase()) {
            case Phase.AwaitHello _ -> negotiate(msg0, out);
            case Phase.AwaitApOn _, Phase.Running _, Phase.TellingAp _, Phase.AskingIop _, Phase.Resting _ ->
                // HELLO is the first word of a firmware that starts: it has lost endpoints and buffers. Before it was
                // ON, it may only repeat itself.
                session.fail(new Fault.ProtocolViolation("the firmware started again by itself", Endpoints.MGMT, msg0));
            default -> unexpected(msg0);
        }
    }

    private void negotiate(long msg0, Outbox out) {
        int iopMin = (int) Mgmt.Hello.MIN_VER.get(msg0);
        int iopMax = (int) Mgmt.Hello.MAX_VER.get(msg0);
        int chosen = Math.min(iopMax, config.maxVersion());
        // Not an overlap test: that lets a firmware with MIN above MAX pass.
        if (chosen < iopMin || chosen < config.minVersion()) {
            session.fail(new Fault.NoCommonVersion(iopMin, iopMax, config.minVersion(), config.maxVersion()));
            return;
        }
        version = chosen;
        // A firmware that was idle and says HELLO has started afresh and will ask for its buffers again.
        session.forgetFirmware();
        long ack = Mgmt.HelloAck.MIN_VER.put(Mgmt.HelloAck.LAYOUT.word(), chosen);
        out.send(Endpoints.MGMT, Mgmt.HelloAck.MAX_VER.put(ack, chosen));
        session.enter(new Phase.Mapping(0));
    }

    private void onEpMap(long msg0, Outbox out) {
        if (!(session.phase() instanceof Phase.Mapping(int pages))) {
            unexpected(msg0);
            return;
        }
        long page = Mgmt.EpMap.BASE.get(msg0);
        boolean last = Mgmt.EpMap.LAST.get(msg0) != 0;
        if (!last && pages + 1 >= MAX_PAGES) {
            session.fail(new Fault.ProtocolViolation("the endpoint map does not end", Endpoints.MGMT, msg0));
            return;
        }
        endpoints.add((int) page, Mgmt.EpMap.BITMAP.get(msg0));
        long reply = Mgmt.EpMapReply.BASE.put(Mgmt.EpMapReply.LAYOUT.word(), page);
        out.send(Endpoints.MGMT, last ? Mgmt.EpMapReply.LAST.put(reply, 1) : Mgmt.EpMapReply.MORE.put(reply, 1));
        if (last) {
            onMapComplete(out);
        } else {
            session.enter(new Phase.Mapping(pages + 1));
        }
    }

    private void onMapComplete(Outbox out) {
        for (int endpoint = 1; endpoint < Endpoints.FIRST_APP; endpoint++) {
            if (endpoints.isAnnounced(endpoint) && Endpoints.isKnownSystem(endpoint)) {
                session.sendStartEp(endpoint, Mgmt.StartEp.START, out);
            }
        }
        if (plan.earlyApOn()) {
            tellApOn(out);
        }
        session.enter(new Phase.AwaitIopOn());
        // Firmware that does not wait for its endpoints to be started may have said so already.
        if (PowerState.isOn(iopPower)) {
            onIopOn(out);
        }
    }

    private void onIopPower(int state, long msg0, Outbox out) {
        iopPower = state;
        switch (session.phase()) {
            case Phase.AwaitIopOn _ when PowerState.isOn(state) -> onIopOn(out);
            case Phase.AwaitHello(boolean resumes) when resumes && PowerState.isOn(state) -> onIopOn(out);
            case Phase.Mapping _ when PowerState.isOn(state) -> {}
            case Phase.AskingIop(PowerDown to) when state == to.iop().code() -> session.onRest(to);
            default -> session.onNotice(Notice.UNEXPECTED_POWER_STATE, Endpoints.MGMT, msg0);
        }
    }

    private void onIopOn(Outbox out) {
        tellApOn(out);
        session.enter(PowerState.isOn(apPower) ? new Phase.Running() : new Phase.AwaitApOn());
    }

    private void onApPower(int state, long msg0, Outbox out) {
        apPower = state;
        switch (session.phase()) {
            case Phase.AwaitApOn _ when PowerState.isOn(state) -> session.enter(new Phase.Running());
            case Phase.AwaitIopOn _ when PowerState.isOn(state) && apToldOn -> {}
            case Phase.TellingAp(PowerDown to)
            when state == to.ap().code() -> {
                session.enter(new Phase.AskingIop(to));
                askIop(to.iop(), out);
            }
            default -> session.onNotice(Notice.UNEXPECTED_POWER_STATE, Endpoints.MGMT, msg0);
        }
    }

    private void tellApOn(Outbox out) {
        if (!apToldOn) {
            apToldOn = true;
            tellAp(PowerState.ON, out);
        }
    }

    private void unexpected(long msg0) {
        session.onNotice(Notice.UNEXPECTED_NOW, Endpoints.MGMT, msg0);
    }

    private static void askIop(PowerState state, Outbox out) {
        out.send(Endpoints.MGMT, Mgmt.SetIopPower.STATE.put(Mgmt.SetIopPower.LAYOUT.word(), state.code()));
    }

    private static void tellAp(PowerState state, Outbox out) {
        out.send(Endpoints.MGMT, Mgmt.SetApPower.STATE.put(Mgmt.SetApPower.LAYOUT.word(), state.code()));
    }
}
