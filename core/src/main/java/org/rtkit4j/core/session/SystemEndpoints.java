package org.rtkit4j.core.session;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.SessionConfig.OsLogReply;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Releases;

/// The system endpoints of one co-processor.
final class SystemEndpoints {
    private final CrashlogEndpoint crashlog;
    private final SyslogEndpoint syslog;
    private final KDebugEndpoint kdebug;
    private final IoReportEndpoint ioreport;
    private final OsLogEndpoint oslog;
    private final SystemEndpoint[] all;

    SystemEndpoints(Standing standing, DeviceMemory memory, OsLogReply oslogReply) {
        crashlog = new CrashlogEndpoint(standing, memory);
        syslog = new SyslogEndpoint(standing, memory);
        kdebug = new KDebugEndpoint(standing, memory);
        ioreport = new IoReportEndpoint(standing, memory);
        oslog = new OsLogEndpoint(standing, memory, oslogReply);
        all = new SystemEndpoint[] {crashlog, syslog, kdebug, ioreport, oslog};
    }

    /// Returns who handles an endpoint, or null where nobody knows a message of it.
    @Nullable
    SystemEndpoint of(int endpoint) {
        return switch (endpoint) {
            case Endpoints.CRASHLOG -> crashlog;
            case Endpoints.SYSLOG -> syslog;
            case Endpoints.KDEBUG -> kdebug;
            case Endpoints.IOREPORT -> ioreport;
            case Endpoints.OSLOG -> oslog;
            default -> null;
        };
    }

    /// The one to be told of crashes, also where its endpoint is not announced: at rest, or with another host's
    /// buffers.
    CrashlogEndpoint crashlog() {
        return crashlog;
    }

    /// Returns whether a message can only tell of a crash, where the firmware has not started since: it has an
    /// address.
    static boolean isCrash(int endpoint, long msg0) {
        return endpoint == Endpoints.CRASHLOG
                && Crashlog.CRASHED.matches(msg0)
                && SharedBufferMsg.ADDRESS.get(msg0) != 0;
    }

    /// Gives every buffer back; the firmware must not run any more.
    void release() {
        Releases.each(all, SystemEndpoint::release);
    }
}
