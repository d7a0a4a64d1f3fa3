package org.rtkit4j.core.supervise;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;

/// What can be done to one co-processor. Nothing here waits, and nothing throws: what the way to its registers throws
/// comes as a fault, and is reported.
final class Controls {
    private final Iop iop;
    private final Consumer<Report> reports;

    Controls(Iop iop, Consumer<Report> reports) {
        this.iop = iop;
        this.reports = reports;
    }

    /// Begins to bring it up from rest, or from the beginning.
    void boot(Phase from) {
        boolean wakes = from instanceof Phase.Resting(PowerDown how) && how.keepsFirmwareRunning();
        try {
            iop.beginBoot(wakes ? BootPlan.WAKE : iop.profile().boot());
        } catch (RtkitException e) {
            reports.accept(new Report.RecoveryFailed(e.fault().message()));
        }
    }

    /// Resets it and begins to bring it up.
    ///
    /// @return false where that will never work
    boolean recover() {
        try {
            iop.beginRecovery();
        } catch (RtkitException e) {
            reports.accept(new Report.RecoveryFailed(e.fault().message()));
            return !(e.fault() instanceof Fault.Unsupported);
        }
        return true;
    }

    /// Holds it in reset after a crash. Its buffers may only be given back while it cannot touch them.
    void halt() {
        try {
            iop.reset();
        } catch (RtkitException e) {
            boolean hasReset = !(e.fault() instanceof Fault.Unsupported);
            reports.accept(new Report.StopFailed(
                    hasReset ? e.fault().message() : "it has crashed and the platform cannot reset it"));
        }
    }

    /// Begins to stop it.
    ///
    /// @return false while its mailbox has no room for that: again, soon
    boolean powerDown(PowerDown to) {
        try {
            iop.beginPowerDown(to);
        } catch (RtkitException e) {
            if (e.fault() instanceof Fault.TimedOut) {
                return false;
            }
            reports.accept(new Report.StopFailed(e.fault().message()));
        }
        return true;
    }

    /// Returns in which state it is asleep with its CPU running, or null where its profile has none, which is reported.
    @Nullable
    PowerDown suspension() {
        var supported = iop.profile().supported();
        if (supported.contains(PowerDown.IDLE)) {
            return PowerDown.IDLE;
        }
        if (supported.contains(PowerDown.QUIESCE)) {
            return PowerDown.QUIESCE;
        }
        reports.accept(new Report.StopFailed("its profile has no state to be suspended in"));
        return null;
    }

    /// Reports that it is never stopped: its profile knows no way back.
    void refuseStop() {
        reports.accept(new Report.StopFailed("its firmware stays up: nothing would bring it back"));
    }

    void ping() {
        try {
            iop.ping();
        } catch (RtkitException _) {
            // It has just left Running; its steward is about to hear of it.
        }
    }
}
