package org.rtkit4j.core.supervise;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.Notice;

/// Keeps co-processors running.
///
/// ```java
/// var supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT.withCrashes(CrashFolder.in(folder)));
/// var smc = supervisor.add(IopProfile.named("smc"), platform, iop -> iop.startEndpoint(0x20, driver));
/// smc.start();
/// ```
///
/// It owns no thread: everything happens on the event loop's, apart from the writing of crash logs. All methods may
/// be called from any thread.
public final class Supervisor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("org.rtkit4j.core.supervise");

    private final EventLoop loop;
    private final SupervisorConfig config;
    private final @Nullable CrashArchive archive;
    private final ConcurrentSkipListMap<String, Supervised> coprocessors = new ConcurrentSkipListMap<>();
    private final List<SupervisorListener> listeners = new CopyOnWriteArrayList<>();

    /// Makes a supervisor that works on `loop`, which somebody else starts, or turns, and closes.
    public Supervisor(EventLoop loop, SupervisorConfig config) {
        this.loop = loop;
        this.config = config;
        CrashStore store = config.crashes();
        archive = store == null ? null : new CrashArchive(store, config.writer(), config.time());
    }

    /// Adds a co-processor that nobody uses but who holds it; see the other form.
    public Supervised add(IopProfile profile, Platform platform) {
        return add(profile, platform, Application.NONE);
    }

    /// Adds a co-processor, which is offline until [Supervised#start].
    ///
    /// @param application told each time it has come up
    /// @throws IllegalArgumentException if there is one of this name already
    public synchronized Supervised add(IopProfile profile, Platform platform, Application application) {
        String name = profile.session().name();
        // Before it is made: to close one again would touch the mailbox, perhaps that of the one of this name.
        if (coprocessors.containsKey(name)) {
            throw new IllegalArgumentException("the name is taken: coprocessor=" + name);
        }
        var added = new Supervised(this, loop, profile, platform, application);
        coprocessors.put(name, added);
        return added;
    }

    /// Ends the supervision of a co-processor and shuts it down; the loop must run.
    public void remove(Supervised coprocessor) {
        coprocessors.remove(coprocessor.name(), coprocessor);
        coprocessor.discard();
    }

    /// Returns the co-processors by name: a view that follows what is added and removed.
    public Collection<Supervised> coprocessors() {
        return Collections.unmodifiableCollection(coprocessors.values());
    }

    /// Returns the co-processor of this name, or null.
    public @Nullable Supervised find(String name) {
        return coprocessors.get(name);
    }

    public void listen(SupervisorListener listener) {
        listeners.add(listener);
    }

    public void unlisten(SupervisorListener listener) {
        listeners.remove(listener);
    }

    /// Ends supervision and shuts every co-processor down; the loop must run. The sessions' deadlines bound how long
    /// that takes.
    @Override
    public void close() {
        coprocessors.values().forEach(Supervised::release);
        coprocessors.values().forEach(this::remove);
    }

    SupervisorConfig config() {
        return config;
    }

    void onState(StateChange change) {
        tell(listener -> listener.onState(change));
    }

    void onCrash(Supervised coprocessor, CrashDump dump) {
        tell(listener -> listener.onCrash(coprocessor, dump));
        if (archive != null && coprocessor.isCoredumpEnabled()) {
            archive.save(coprocessor, dump);
        }
    }

    void onReport(Supervised coprocessor, Report report) {
        tell(listener -> listener.onReport(coprocessor, report));
    }

    void onNotice(Supervised coprocessor, Notice notice, int endpoint, long msg0) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.onNotice(coprocessor, notice, endpoint, msg0));
        }
    }

    void onSyslog(Supervised coprocessor, String context, String text) {
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
