package org.rtkit4j.core.supervise;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.LoopTask;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.SessionListener;

/// Hears what one co-processor's session says, with the co-processor's lock held: notes it and wakes the task in which
/// something is done about it. Phases that follow each other faster than that are seen as the last of them.
final class SessionWatch implements SessionListener {
    /// Takes what others are told of at once, as often as the firmware likes.
    interface Chatter {
        void onNotice(Notice notice, int endpoint, long msg0);

        void onSyslog(String context, String text);
    }

    private final LoopTask task;
    private final Chatter chatter;
    private final AtomicReference<@Nullable Phase> entered = new AtomicReference<>();
    private volatile @Nullable TraceRing trace;

    SessionWatch(LoopTask task, Chatter chatter, int traceLines) {
        this.task = task;
        this.chatter = chatter;
        trace(traceLines);
    }

    /// Returns the phase that was entered last, if it was not taken before.
    @Nullable
    Phase take() {
        return entered.getAndSet(null);
    }

    /// Keeps the last `lines` lines of the syslog from now on; 0: none.
    void trace(int lines) {
        trace = lines == 0 ? null : new TraceRing(lines);
    }

    /// Returns the lines that were kept, oldest first.
    List<String> trace() {
        TraceRing ring = trace;
        return ring == null ? List.of() : ring.lines();
    }

    @Override
    public void onPhase(Phase phase) {
        entered.set(phase);
        task.wake();
    }

    @Override
    public boolean wantsSyslog() {
        return trace != null;
    }

    @Override
    public void onSyslog(String context, String text) {
        TraceRing ring = trace;
        if (ring != null) {
            ring.add(context, text);
            chatter.onSyslog(context, text);
        }
    }

    @Override
    public void onNotice(Notice notice, int endpoint, long msg0) {
        chatter.onNotice(notice, endpoint, msg0);
    }
}
