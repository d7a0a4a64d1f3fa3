package org.rtkit4j.emulator.firmware;

/// What a firmware is doing.
public enum FirmwareState {
    /// The CPU has not been started, or was stopped after a shutdown. RUN starts it.
    STOPPED(false, true),
    /// The CPU runs, the firmware is silent until a wake message. RUN starts it too.
    WAITING(true, true),
    /// Between HELLO and the report of `ON`.
    BOOTING(true, false),
    /// Up.
    RUNNING(true, false),
    /// Running but silent. A wake message starts it anew.
    QUIESCED(true, true),
    /// Sleeping with its state retained. A wake message makes it go on.
    IDLE(true, true),
    /// Shut down. RUN starts it anew, a message does not.
    ASLEEP(false, true),
    /// Off until a reset.
    OFF(false, false),
    /// Hung until a reset.
    HUNG(false, false),
    /// Crashed, silent until a reset.
    CRASHED(false, false);

    private final boolean listens;
    private final boolean startable;

    FirmwareState(boolean listens, boolean startable) {
        this.listens = listens;
        this.startable = startable;
    }

    /// Returns whether it takes messages out of the mailbox.
    public boolean listens() {
        return listens;
    }

    /// Returns whether setting RUN starts it.
    public boolean isStartable() {
        return startable;
    }

    /// Returns whether its endpoints work.
    public boolean isLive() {
        return this == BOOTING || this == RUNNING;
    }
}
