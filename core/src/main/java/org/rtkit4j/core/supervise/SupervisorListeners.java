package org.rtkit4j.core.supervise;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.Notice;

/// Those who listen to a supervisor, as one. What one of them throws is logged and keeps no other from hearing.
final class SupervisorListeners implements SupervisorListener {
    private static final System.Logger LOG = System.getLogger("org.rtkit4j.core.supervise");

    private final List<SupervisorListener> listeners = new CopyOnWriteArrayList<>();

    void add(SupervisorListener listener) {
        listeners.add(listener);
    }

    void remove(SupervisorListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void onState(StateChange change) {
        tell(listener -> listener.onState(change));
    }

    @Override
    public void onCrash(Supervised coprocessor, CrashDump dump) {
        tell(listener -> listener.onCrash(coprocessor, dump));
    }

    @Override
    public void onReport(Supervised coprocessor, Report report) {
        tell(listener -> listener.onReport(coprocessor, report));
    }

    @Override
    public void onNotice(Supervised coprocessor, Notice notice, int endpoint, long msg0) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.onNotice(coprocessor, notice, endpoint, msg0));
        }
    }

    @Override
    public void onSyslog(Supervised coprocessor, String context, String text) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.onSyslog(coprocessor, context, text));
        }
    }

    private void tell(Consumer<SupervisorListener> what) {
        for (SupervisorListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a listener of the supervisor failed", e);
            }
        }
    }
}
