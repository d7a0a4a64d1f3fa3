package org.rtkit4j.app.matrix;

import org.rtkit4j.app.smc.SmcSession;
import org.rtkit4j.drivers.smc.Battery;
import org.rtkit4j.drivers.smc.ChargeControl;
import org.rtkit4j.drivers.smc.ChargeControl.Behaviour;

/// What our driver does with a system management controller. It is never reset, so it comes back from no crash.
final class SmcTrial implements Trial {
    private final Way way;
    private SmcSession session;

    SmcTrial(Way way) throws Exception {
        this.way = way;
        session = SmcSession.on(way.connection());
    }

    // What the emulated notebook has: the charge in percent and in mAh agree, whatever the order of bytes.
    @Override
    public void read() throws Exception {
        Battery battery = Battery.read(session.smc());
        int percent = battery.percent().orElse(-1);
        int part = 100 * battery.remainingMah().orElse(-1) / battery.fullMah().orElse(1);
        if (Math.abs(percent - part) > 1) {
            throw new IllegalStateException("the battery has %d %% and %d %%".formatted(percent, part));
        }
    }

    @Override
    public void write() throws Exception {
        var charge = new ChargeControl(session.smc());
        charge.behave(Behaviour.INHIBIT);
        if (charge.behaviour() != Behaviour.INHIBIT) {
            throw new IllegalStateException("charging was not inhibited");
        }
        charge.behave(Behaviour.AUTO);
    }

    @Override
    public boolean canSleep() {
        return true;
    }

    @Override
    public void sleep() throws Exception {
        session.leave();
        session = SmcSession.on(way.connection());
        read();
    }

    @Override
    public boolean canRecover() {
        return false;
    }

    @Override
    public void recover() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        session.leave();
    }
}
