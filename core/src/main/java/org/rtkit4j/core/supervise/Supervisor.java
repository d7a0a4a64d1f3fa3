package org.rtkit4j.core.supervise;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.wire.port.Releases;

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
    private final EventLoop loop;
    private final SupervisorConfig config;
    private final @Nullable CrashArchive archive;
    private final ConcurrentSkipListMap<String, Supervised> coprocessors = new ConcurrentSkipListMap<>();
    private final SupervisorListeners listeners = new SupervisorListeners();
    private boolean isClosed;

    /// Makes a supervisor that works on `loop`, which somebody else starts, or turns, and closes.
    public Supervisor(EventLoop loop, SupervisorConfig config) {
        this.loop = loop;
        this.config = config;
        CrashStore store = config.crashes();
        archive = store == null ? null : new CrashArchive(store, config.writer(), config.time());
    }

    /// Adds a co-processor without an application; see the other form.
    public Supervised add(IopProfile profile, Platform platform) {
        return add(profile, platform, Application.NONE);
    }

    /// Adds a co-processor, which is offline until [Supervised#start].
    ///
    /// @param application told each time it has come up
    /// @throws IllegalArgumentException if there is one of this name already
    /// @throws IllegalStateException if the supervisor was closed
    public synchronized Supervised add(IopProfile profile, Platform platform, Application application) {
        if (isClosed) {
            throw new IllegalStateException("the supervisor was closed");
        }
        String name = profile.session().name();
        // Before it is made: to close one again would touch the mailbox, perhaps that of the one of this name.
        if (coprocessors.containsKey(name)) {
            throw new IllegalArgumentException("the name is taken: coprocessor=" + name);
        }
        var added = new Supervised(loop, profile, platform, application, config, listeners, archive);
        coprocessors.put(name, added);
        return added;
    }

    /// Ends the supervision of a co-processor, shuts it down and returns when it is closed; the loop must run.
    ///
    /// On the loop's thread, where a [SupervisorListener] or an [Application] is called, it returns at once: the
    /// loop's next turns shut the co-processor down and close it.
    ///
    /// @throws IllegalArgumentException if it is another supervisor's
    public void remove(Supervised coprocessor) {
        if (!coprocessor.isToldTo(listeners)) {
            throw new IllegalArgumentException("another supervisor's: coprocessor=" + coprocessor.name());
        }
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

    /// Tells `listener` what happens from now on, until [#unlisten].
    public void listen(SupervisorListener listener) {
        listeners.add(listener);
    }

    /// Tells `listener` nothing more; a call that has begun may still be on its way.
    public void unlisten(SupervisorListener listener) {
        listeners.remove(listener);
    }

    /// Ends supervision and shuts every co-processor down; the loop must run. The sessions' deadlines bound how long
    /// that takes. On the loop's thread it returns at once, as [#remove].
    ///
    /// @throws RuntimeException what closing a co-processor threw, see [org.rtkit4j.core.iop.Iop#close]; the others
    /// are closed all the same
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        Releases.each(coprocessors.values(), this::remove);
    }
}
