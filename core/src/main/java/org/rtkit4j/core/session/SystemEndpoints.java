package org.rtkit4j.core.session;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.SessionConfig.OsLogReply;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.port.DeviceMemory;

/// The system endpoints of one co-processor, and what they report to its session.
final class SystemEndpoints {
    private final Session session;
    private final DeviceMemory memory;
    private final CrashlogEndpoint crashlog = new CrashlogEndpoint(this);
    private final SyslogEndpoint syslog = new SyslogEndpoint(this);
    private final KDebugEndpoint kdebug = new KDebugEndpoint(this);
    private final IoReportEndpoint ioreport = new IoReportEndpoint(this);
    private final OsLogEndpoint oslog;

    SystemEndpoints(Session session, DeviceMemory memory, OsLogReply oslogReply) {
        this.session = session;
        this.memory = memory;
        this.oslog = new OsLogEndpoint(this, oslogReply);
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

    /// The firmware has asked somebody else for its buffers.
    void adopt() {
        crashlog.adopt();
    }

    /// Returns whether a message can only tell of a crash, where the firmware has not started since: it has an
    /// address.
    static boolean isCrash(int endpoint, long msg0) {
        return endpoint == Endpoints.CRASHLOG
                && Crashlog.CRASHED.matches(msg0)
                && SharedBufferMsg.ADDRESS.get(msg0) != 0;
    }

    /// The firmware has crashed at rest, where its endpoints may have been forgotten and its buffers given back.
    void onCrashAtRest(long msg0) {
        crashlog.onCrash(msg0);
    }

    DeviceMemory memory() {
        return memory;
    }

    SessionListener listener() {
        return session.listener();
    }

    /// Returns whether the firmware is still on its way up.
    boolean isBooting() {
        return session.phase().isWait();
    }

    void onNotice(Notice notice, int endpoint, long msg0) {
        session.onNotice(notice, endpoint, msg0);
    }

    void onRefused(int endpoint, String reason, long msg0) {
        session.onMemoryRefused(endpoint, reason, msg0);
    }

    void onCrash(CrashDump dump) {
        session.onCrash(dump);
    }

    void release() {
        crashlog.release();
        syslog.release();
        kdebug.release();
        ioreport.release();
        oslog.release();
    }
}
