package org.rtkit4j.forensics.linux;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.Device;

/// Finds whom lines without a device speak of: a fragment may still name the driver somewhere.
final class KnownDrivers {
    private static final String[] NAMES = {"nvme-apple", "apple-dcp", "macsmc", "dockchannel-hid"};

    private KnownDrivers() {}

    /// Returns the only driver that a text names, or null where it names none or several.
    static @Nullable Device onlyOneIn(String text) {
        String found = null;
        for (String name : NAMES) {
            if (text.contains(name)) {
                if (found != null) {
                    return null;
                }
                found = name;
            }
        }
        return found == null ? null : new Device(found, "");
    }
}
