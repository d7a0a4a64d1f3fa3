package org.rtkit4j.core.supervise;

import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// How a [Supervisor] works.
///
/// @param policy when co-processors are restarted
/// @param crashes where crash logs are kept, or null where they are not
/// @param writer runs what writes crash logs, which may take long
/// @param time the time of day, for the names of crash logs
/// @param traceLines how many lines of its syslog are kept for each co-processor; 0: none, until
/// [Supervised#trace(int)] asks for some
public record SupervisorConfig(
        RestartPolicy policy, @Nullable CrashStore crashes, Executor writer, InstantSource time, int traceLines) {
    /// The most lines that are kept for one co-processor.
    public static final int MOST_TRACE_LINES = 4096;

    /// The default policy; no crash logs, no trace.
    public static final SupervisorConfig DEFAULT =
            new SupervisorConfig(RestartPolicy.DEFAULT, null, new CrashWriter(), Clock.systemUTC(), 0);

    public SupervisorConfig {
        if (traceLines < 0 || traceLines > MOST_TRACE_LINES) {
            throw new IllegalArgumentException("trace lines out of range: lines=" + traceLines);
        }
    }

    public SupervisorConfig with(RestartPolicy changed) {
        return new SupervisorConfig(changed, crashes, writer, time, traceLines);
    }

    /// Returns this configuration with crash logs kept in `store`, for example a [CrashFolder].
    public SupervisorConfig withCrashes(CrashStore store) {
        return new SupervisorConfig(policy, store, writer, time, traceLines);
    }

    /// Returns this configuration with crash logs written by `changed`, which may be slow: it does not hold up the loop
    /// unless it runs what it is given on the thread that calls.
    public SupervisorConfig withWriter(Executor changed) {
        return new SupervisorConfig(policy, crashes, changed, time, traceLines);
    }

    /// Returns this configuration with another source of the times in crash logs' names.
    public SupervisorConfig withTime(InstantSource changed) {
        return new SupervisorConfig(policy, crashes, writer, changed, traceLines);
    }

    /// Returns this configuration with the last `lines` lines of each syslog kept.
    ///
    /// @throws IllegalArgumentException if that is negative or more than [#MOST_TRACE_LINES]
    public SupervisorConfig withTraceLines(int lines) {
        return new SupervisorConfig(policy, crashes, writer, time, lines);
    }
}
