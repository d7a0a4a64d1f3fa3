package org.rtkit4j.drivers.epic;

import java.util.Map;
import org.rtkit4j.wire.epic.Epic;

/// What a service says of itself.
///
/// @param channel on which it is asked
/// @param name as the announcement begins; text of the firmware: escape it before it reaches a terminal
/// @param properties what follows, for example `EPICProviderClass`; empty where nothing does, or nothing readable
public record ServiceAnnouncement(int channel, String name, Map<String, Object> properties) {
    public ServiceAnnouncement {
        properties = Map.copyOf(properties);
    }

    /// Returns whether it is called so: by its name, or by a property that hosts go by. Source: linux
    /// `drivers/gpu/drm/apple/afk.c`, m1n1 `fw/afk/epic.py`, which differ in which.
    public boolean isCalled(String wanted) {
        return name.equals(wanted)
                || wanted.equals(properties.get(Epic.Announce.EPIC_NAME))
                || wanted.equals(properties.get(Epic.Announce.EPIC_CLASS));
    }

    /// Returns its unit, where there are several of one name; 0 where it says none.
    public long unit() {
        return properties.get(Epic.Announce.EPIC_UNIT) instanceof Long unit ? unit : 0;
    }
}
