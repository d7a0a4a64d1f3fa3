package org.rtkit4j.app.serve.live;

import org.rtkit4j.core.supervise.Application;
import org.rtkit4j.core.supervise.SupervisorListener;

/// A driver of the page's own behind a co-processor: its screen shows something, its keyboard is heard,
/// its sensor asked.
interface Keeper extends Application, SupervisorListener, AutoCloseable {
    /// Drives it no more. To be called before the loop is closed.
    @Override
    void close();
}
