package org.rtkit4j.core.manage;

import java.util.List;
import java.util.Map;

/// A supervisor, as JMX sees it; which is why its attributes begin with `get`.
///
/// An operation on a co-processor that does not exist fails with an [IllegalArgumentException].
public interface SupervisorMXBean {
    /// Returns how many co-processors there are.
    int getCount();

    /// Returns how many co-processors are in each state, by remoteproc's words.
    Map<String, Integer> getStates();

    /// Returns the first co-processors by name, at most 256; see [#page].
    List<CoprocessorStatus> getCoprocessors();

    /// Returns `count` co-processors by name, at most 256, after skipping `from`.
    List<CoprocessorStatus> page(int from, int count);

    /// Returns how one co-processor is.
    CoprocessorStatus status(String coprocessor);

    /// Returns the lines of its syslog that are kept, escaped.
    List<String> trace(String coprocessor);

    /// Brings it up.
    void start(String coprocessor);

    /// Stops it in the way of its profile.
    void stop(String coprocessor);

    /// Brings it back where it has crashed.
    void recover(String coprocessor);

    /// Has it restarted when it crashes, from now on, and at once where it has crashed.
    void enableRecovery(String coprocessor);

    /// Leaves it crashed when it crashes, from now on.
    void disableRecovery(String coprocessor);
}
