package org.rtkit4j.emulator.smc;

import java.util.ArrayDeque;

/// What the controller remembers, which outlives the firmware's starts: its keys, the faults that wait, and what the
/// AP has asked for.
final class BoardMemory {
    final SmcConfig config;
    final KeyStore store;
    final ArrayDeque<FaultRule> injected = new ArrayDeque<>();
    private int powerRequest;
    private long commands;

    BoardMemory(SmcConfig config) {
        this.config = config;
        store = new KeyStore(config.keys());
    }

    int powerRequest() {
        return powerRequest;
    }

    long commands() {
        return commands;
    }

    void onCommand() {
        commands++;
    }

    void onPowerRequest(int state) {
        powerRequest = state;
    }
}
