package org.rtkit4j.capture.decode;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.rings.EpicEntry;

/// What the services behind the rings of one mailbox are called, as far as the firmware was heard to announce them.
final class AnnouncedServices {
    /// Whoever announces more is up to no good.
    private static final int MOST_NAMES = 256;

    private final Map<Place, String> names = new HashMap<>();

    private record Place(int endpoint, long channel) {}

    /// Hears memory that a message of the firmware's refers to.
    ///
    /// @param endpoint one that has rings
    void hear(int endpoint, ByteBuffer memory) {
        EpicEntry entry = EpicEntry.isAt(memory) ? EpicEntry.of(memory) : null;
        EpicEntry.Service service = entry == null ? null : entry.announced();
        if (service != null && !service.name().isEmpty()) {
            var place = new Place(endpoint, service.channel());
            if (names.size() < MOST_NAMES || names.containsKey(place)) {
                names.put(place, service.name());
            }
        }
    }

    /// A firmware that starts anew announces its services again.
    void forget() {
        names.clear();
    }

    /// Returns the name of the service that has a channel, or null where none was announced.
    @Nullable
    String of(int endpoint, long channel) {
        return names.get(new Place(endpoint, channel));
    }
}
