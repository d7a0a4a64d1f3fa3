package org.rtkit4j.forensics.model;

/// A service that the userspace watchdog looks after.
///
/// @param name for example `thermalmonitord`
/// @param inducedCrashes how often the watchdog had it start anew before
/// @param checkins how often it reported; 0 for one that did not
/// @param withinSeconds in how many seconds, or -1
/// @param lastSecondsAgo how long ago it reported last, or -1
public record ServiceCheckin(String name, int inducedCrashes, long checkins, long withinSeconds, long lastSecondsAgo) {
    /// Returns whether it reported at all.
    public boolean isHealthy() {
        return checkins > 0;
    }
}
