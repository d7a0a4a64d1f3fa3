package org.rtkit4j.core.supervise;

import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;

/// What can be done to one co-processor. Nothing here throws, whatever the way to its registers does: it is reported.
final class Controls {
    private final Supervised owner;
    private final Iop iop;
    private final Platform platform;
    private boolean stopsCpu;

    Controls(Supervised owner, Iop iop, Platform platform) {
        this.owner = owner;
        this.iop = iop;
        this.platform = platform;
    }

    Iop iop() {
        return iop;
    }

    /// Begins to bring it up from rest, or from the beginning.
    void boot(Phase from) {
        boolean wakes = from instanceof Phase.Resting(PowerDown how) && how.keepsFirmwareRunning();
        try {
            iop.beginBoot(wakes ? BootPlan.WAKE : iop.profile().boot());
        } catch (RtkitException e) {
            owner.report(new Report.RecoveryFailed(e.fault().message()));
        } catch (RuntimeException e) {
            iop.fail(new Fault.AccessFailed(e.toString()));
        }
    }

    /// Resets it and begins to bring it up.
    ///
    /// @return false where that will never work
    boolean recover() {
        try {
            iop.beginRecovery();
        } catch (RtkitException e) {
            owner.report(new Report.RecoveryFailed(e.fault().message()));
            return !(e.fault() instanceof Fault.Unsupported);
        } catch (RuntimeException e) {
            // The way to its registers is broken: the next try may find it mended.
            owner.report(new Report.RecoveryFailed(e.toString()));
            iop.fail(new Fault.AccessFailed(e.toString()));
        }
        return true;
    }

    /// Holds it in reset after a crash. Its buffers may only be given back while it cannot touch them.
    void halt() {
        if (platform.reset() == null) {
            owner.report(new Report.StopFailed("it has crashed and the platform cannot reset it"));
            return;
        }
        try {
            platform.reset().reset();
            iop.reinit();
        } catch (RuntimeException e) {
            owner.report(new Report.StopFailed(e.toString()));
        }
    }

    /// Begins to stop it.
    void powerDown(PowerDown to) {
        stopsCpu = !to.keepsFirmwareRunning();
        try {
            iop.beginPowerDown(to);
        } catch (RtkitException e) {
            owner.report(new Report.StopFailed(e.fault().message()));
        }
    }

    /// Begins to put it to sleep with its CPU running.
    ///
    /// @return false where its profile has no such state
    boolean suspend() {
        var supported = iop.profile().supported();
        if (supported.contains(PowerDown.IDLE)) {
            powerDown(PowerDown.IDLE);
        } else if (supported.contains(PowerDown.QUIESCE)) {
            powerDown(PowerDown.QUIESCE);
        } else {
            owner.report(new Report.StopFailed("its profile has no state to be suspended in"));
            return false;
        }
        return true;
    }

    /// Stops its CPU where it has come to rest for that; some firmware hangs when RUN is cleared under it.
    void onRest() {
        var cpu = platform.cpu();
        try {
            if (stopsCpu && cpu != null) {
                cpu.stop();
            }
        } catch (RuntimeException e) {
            owner.report(new Report.StopFailed(e.toString()));
        }
        stopsCpu = false;
    }

    void ping() {
        try {
            iop.ping();
        } catch (RtkitException _) {
            // It has just left Running; its caretaker is about to hear of it.
        }
    }
}
