package org.rtkit4j.emulator.mtp;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An interface of the firmware, and the device behind it.
final class HidFunction {
    /// How far it is.
    enum State {
        /// The AP may have heard of it, and has not asked for it.
        ANNOUNCED,
        /// It reports.
        READY,
        /// It was switched off, or waits for its firmware.
        OFF
    }

    private final int number;
    private final String name;
    private final byte[] descriptor;
    private final Map<Integer, byte[]> features = new TreeMap<>();
    private State state = State.ANNOUNCED;

    HidFunction(int number, String name, byte[] descriptor) {
        this.number = number;
        this.name = name;
        this.descriptor = descriptor;
    }

    /// Adds a feature report that can be asked for; `value` is without its number.
    HidFunction with(int report, byte... value) {
        features.put(report, value.clone());
        return this;
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    byte[] descriptor() {
        return descriptor;
    }

    byte @Nullable [] feature(int report) {
        return features.get(report);
    }

    boolean isReady() {
        return state == State.READY;
    }

    void enter(State next) {
        state = next;
    }
}
