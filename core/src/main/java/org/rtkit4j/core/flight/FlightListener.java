package org.rtkit4j.core.flight;

import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.supervise.Report;
import org.rtkit4j.core.supervise.StateChange;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.SupervisorListener;

/// Records what a [org.rtkit4j.core.supervise.Supervisor] tells, as the events `org.rtkit4j.State`, `Crash`, `Notice`
/// and `Fault`.
public final class FlightListener implements SupervisorListener {
    @Override
    public void onState(StateChange change) {
        new StateEvent(
                        change.coprocessor().name(),
                        change.from().label(),
                        change.to().label(),
                        change.reason())
                .commit();
    }

    @Override
    public void onCrash(Supervised coprocessor, CrashDump dump) {
        new CrashEvent(coprocessor.name(), dump.sizeBytes()).commit();
    }

    @Override
    public void onReport(Supervised coprocessor, Report report) {
        if (!(report instanceof Report.CrashLogSaved)) {
            new FaultEvent(coprocessor.name(), report.message()).commit();
        }
    }

    @Override
    public void onNotice(Supervised coprocessor, Notice notice, int endpoint, long msg0) {
        NoticeEvent.record(coprocessor.name(), notice.sentence(), endpoint, msg0);
    }
}
