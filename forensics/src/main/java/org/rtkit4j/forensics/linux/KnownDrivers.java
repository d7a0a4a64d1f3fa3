package org.rtkit4j.forensics.linux;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.Device;

/// Finds whom lines without a device speak of: a fragment may still name the driver somewhere.
final class KnownDrivers {
    private static final String[] NAMES = {"nvme-apple", "apple-dcp", "macsmc", "dockchannel-hid"};

    private final Set<String> named = new HashSet<>();

    /// Looks for names in a passage of the log, or in the name of a driver that it shows.
    void look(String text) {
        for (String name : NAMES) {
            // With two, no line without a device is told whose it is.
            if (named.size() < 2 && !named.contains(name) && text.contains(name)) {
                named.add(name);
            }
        }
    }

    /// Returns the only driver that the log names, or null where it names none or several.
    @Nullable
    Device only() {
        return named.size() == 1 ? new Device(named.iterator().next(), "") : null;
    }
}
