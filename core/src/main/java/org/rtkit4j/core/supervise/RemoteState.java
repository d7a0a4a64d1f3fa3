package org.rtkit4j.core.supervise;

import java.util.Locale;

/// How a supervised co-processor is, in the words of Linux's remoteproc.
///
/// Source: linux `drivers/remoteproc/remoteproc_sysfs.c`, the attribute `state`. `docs/remoteproc.md` maps them.
public enum RemoteState {
    /// Not started, on its way up, or stopped so that its CPU has to be started again.
    OFFLINE,
    /// Silent with its CPU running; a wake message brings it back.
    SUSPENDED,
    /// Up.
    RUNNING,
    /// Crashed, hung, or did not come up; waits for its recovery, or for somebody to ask for one.
    CRASHED;

    /// Returns the word that remoteproc uses, for example `offline`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
