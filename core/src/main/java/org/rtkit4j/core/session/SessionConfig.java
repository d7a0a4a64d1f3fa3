package org.rtkit4j.core.session;

/// What a session must know before it starts.
///
/// @param name the co-processor's name in messages and logs, for example `ans`
/// @param minVersion lowest protocol version that is spoken
/// @param maxVersion highest protocol version that is spoken
/// @param oslog what a firmware that asks for an oslog buffer gets
/// @param timeouts how long each wait may last
public record SessionConfig(String name, int minVersion, int maxVersion, OsLogReply oslog, Timeouts timeouts) {
    /// The lowest version that any known host implements.
    public static final int MIN_VERSION = 11;

    /// The highest version that any known host implements.
    public static final int MAX_VERSION = 12;

    /// The two ways in which hosts answer an oslog buffer request. Source: rtkit protocol reference 7.2.
    public enum OsLogReply {
        /// A buffer, as newer Linux and m1n1's Python do.
        BUFFER,
        /// `OSLOG_ACK` and no buffer, as older Linux and OpenBSD do.
        ACK
    }

    /// Returns what suits most co-processors: all known versions, an oslog buffer, [Timeouts#DEFAULT].
    public static SessionConfig named(String name) {
        return new SessionConfig(name, MIN_VERSION, MAX_VERSION, OsLogReply.BUFFER, Timeouts.DEFAULT);
    }

    public SessionConfig withTimeouts(Timeouts changed) {
        return new SessionConfig(name, minVersion, maxVersion, oslog, changed);
    }

    public SessionConfig withOsLog(OsLogReply changed) {
        return new SessionConfig(name, minVersion, maxVersion, changed, timeouts);
    }

    /// Returns this configuration with other versions; only tests want less than all.
    public SessionConfig withVersions(int min, int max) {
        return new SessionConfig(name, min, max, oslog, timeouts);
    }
}
