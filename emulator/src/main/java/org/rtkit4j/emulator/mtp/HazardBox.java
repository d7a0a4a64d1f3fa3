package org.rtkit4j.emulator.mtp;

import java.util.EnumSet;
import java.util.Set;

/// The hazards that wait for their moment. Each strikes once; from the configuration, once for each start.
final class HazardBox {
    private final Set<MtpHazard> always;
    private final Set<MtpHazard> waiting = EnumSet.noneOf(MtpHazard.class);

    HazardBox(Set<MtpHazard> always) {
        this.always = always;
    }

    /// The firmware starts.
    void refill() {
        waiting.addAll(always);
    }

    void add(MtpHazard hazard) {
        waiting.add(hazard);
    }

    boolean has(MtpHazard hazard) {
        return !waiting.isEmpty() && waiting.contains(hazard);
    }

    /// Returns whether the moment of a hazard has come; it is gone then.
    boolean takes(MtpHazard hazard) {
        return has(hazard) && waiting.remove(hazard);
    }

    void clear() {
        waiting.clear();
    }
}
