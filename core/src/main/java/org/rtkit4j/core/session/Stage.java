package org.rtkit4j.core.session;

/// Where a session stands: its [Phase] without what that knows. [Moves] says how each is entered and left.
public enum Stage {
    STOPPED,
    AWAIT_HELLO,
    MAPPING,
    AWAIT_IOP_ON,
    AWAIT_AP_ON,
    RUNNING,
    TELLING_AP,
    ASKING_IOP,
    RESTING,
    CRASHED,
    FAILED,
    /// The last one: nothing leaves it.
    CLOSED;

    /// Returns whether the session waits here for the co-processor, and so has a deadline.
    public boolean isWait() {
        return switch (this) {
            case AWAIT_HELLO, MAPPING, AWAIT_IOP_ON, AWAIT_AP_ON, TELLING_AP, ASKING_IOP -> true;
            case STOPPED, RUNNING, RESTING, CRASHED, FAILED, CLOSED -> false;
        };
    }

    /// Returns whether the session has ended: only a re-init leaves [#CRASHED] and [#FAILED], and nothing [#CLOSED].
    public boolean isTerminal() {
        return compareTo(CRASHED) >= 0;
    }
}
