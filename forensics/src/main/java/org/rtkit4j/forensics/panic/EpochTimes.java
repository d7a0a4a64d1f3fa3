package org.rtkit4j.forensics.panic;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.Uptime;
import org.rtkit4j.forensics.text.Scan;

/// The clocks below `Epoch Time:`: seconds and microseconds since 1970, in hex; zero where it never happened.
///
/// ```text
///   Boot    : 0x70000000 0x00000000
///   Wake    : 0x00000000 0x00000000
///   Calendar: 0x70008443 0x00000000
/// ```
///
/// Intel Macs print how long they ran instead: `System uptime in nanoseconds: 5400123456789`.
final class EpochTimes {
    private static final String[] NAMES = {"Boot", "Sleep", "Wake", "Calendar"};

    private static final String NANOSECONDS = "System uptime in nanoseconds:";

    private final Map<String, Long> seconds = new HashMap<>();
    private @Nullable Long sinceBoot;

    /// Reads a line; false where it is none of these. The first value of each counts.
    boolean read(Scan line) {
        int from = line.position();
        for (String name : NAMES) {
            if (line.take(name)
                    && line.skipBlanks().take(":")
                    && line.skipBlanks().hex()) {
                seconds.putIfAbsent(name, line.value());
                return true;
            }
            line.moveTo(from);
        }
        if (line.take(NANOSECONDS) && line.skipBlanks().decimal()) {
            sinceBoot = sinceBoot == null ? Long.valueOf(line.value() / 1_000_000_000) : sinceBoot;
            return true;
        }
        line.moveTo(from);
        return false;
    }

    /// Returns how long the system had run; what does not make sense is left out.
    Uptime uptime() {
        Long boot = since("Boot");
        return new Uptime(boot == null ? sinceBoot : boot, since("Wake"));
    }

    /// Returns when the report was made, in seconds since 1970, or null where it does not say.
    @Nullable
    Long calendar() {
        Long now = seconds.get("Calendar");
        return now == null || now <= 0 || now >>> 32 != 0 ? null : now;
    }

    private @Nullable Long since(String event) {
        long then = seconds.getOrDefault(event, 0L);
        long now = seconds.getOrDefault("Calendar", 0L);
        return then <= 0 || now < then ? null : Long.valueOf(now - then);
    }
}
