package org.rtkit4j.emulator.display;

import java.util.EnumSet;
import java.util.Set;

/// The hazards that wait for their moment. Each strikes once; from the configuration, once for each start.
final class IomfbHazards {
    private final Set<IomfbHazard> always;
    private final Set<IomfbHazard> waiting = EnumSet.noneOf(IomfbHazard.class);

    IomfbHazards(Set<IomfbHazard> always) {
        this.always = always;
    }

    /// The firmware starts.
    void refill() {
        waiting.addAll(always);
    }

    void add(IomfbHazard hazard) {
        waiting.add(hazard);
    }

    /// Returns whether the moment of a hazard has come; it is gone then.
    boolean takes(IomfbHazard hazard) {
        return !waiting.isEmpty() && waiting.remove(hazard);
    }

    void clear() {
        waiting.clear();
    }
}
