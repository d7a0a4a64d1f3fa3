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
    CLOSED
}
