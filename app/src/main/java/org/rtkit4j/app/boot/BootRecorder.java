package org.rtkit4j.app.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.rtkit4j.app.boot.BootResult.Step;
import org.rtkit4j.app.boot.BootResult.SyslogEntry;
import org.rtkit4j.app.via.PhaseText;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.wire.message.Endpoints;

/// Writes down what happens in a session, with times.
///
/// Called with the co-processor's lock held, from the loop's thread and the caller's.
final class BootRecorder implements SessionListener {
    private final List<Step> steps = new ArrayList<>();
    private final List<SyslogEntry> syslog = new ArrayList<>();
    private final LongSupplier clock;
    private long startNanos;
    private boolean stopped;

    BootRecorder() {
        this(System::nanoTime);
    }

    /// Takes times from a clock of the caller's, in nanoseconds.
    BootRecorder(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void onPhase(Phase phase) {
        String step = stopped ? null : PhaseText.of(phase);
        if (step != null) {
            add(step);
        }
    }

    @Override
    public synchronized void onSyslog(String context, String text) {
        syslog.add(new SyslogEntry(context, text));
    }

    @Override
    public synchronized boolean wantsSyslog() {
        return !stopped;
    }

    @Override
    public synchronized void onNotice(Notice notice, int endpoint, long msg0) {
        if (stopped) {
            return;
        }
        String what = "notice: %s, endpoint=%s, message=0x%016x"
                .formatted(notice.sentence(), Endpoints.describe(endpoint), msg0);
        add(what);
    }

    /// Writes down what happens outside the session.
    synchronized void note(String step) {
        add(step);
    }

    /// Writes nothing down from now on.
    synchronized void stop() {
        stopped = true;
    }

    synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    synchronized List<SyslogEntry> syslog() {
        return List.copyOf(syslog);
    }

    synchronized int syslogLines() {
        return syslog.size();
    }

    // Times count from the first step: what came before is this program's own start.
    private void add(String step) {
        long now = clock.getAsLong();
        if (steps.isEmpty()) {
            startNanos = now;
        }
        steps.add(new Step(step, (now - startNanos) / 1_000));
    }
}
