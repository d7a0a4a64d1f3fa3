package org.rtkit4j.core.session;

/// What moves a session from one [Stage] to another: a command of the AP's, a message of the firmware's, or a fault.
public enum Cause {
    /// The AP begins to bring the co-processor up.
    BOOT,
    /// The AP takes over one that runs.
    ADOPT,
    /// HELLO with a common version.
    HELLO,
    /// A page of the endpoint map that is not the last.
    MAP_PAGE,
    /// The last page of the endpoint map.
    LAST_MAP_PAGE,
    /// IOP_PWR_ACK(ON).
    IOP_ON,
    /// AP_PWR_ACK(ON).
    AP_ON,
    /// The AP begins to stop the co-processor.
    POWER_DOWN,
    /// AP_PWR_ACK with the state that the AP told.
    AP_DOWN,
    /// IOP_PWR_ACK with the state that the AP asked for.
    IOP_DOWN,
    /// The firmware says that it has crashed.
    CRASH,
    /// A fault that the session cannot survive.
    FAULT,
    /// The AP forgets the firmware, which is held in reset or has stopped.
    REINIT,
    /// The AP gives the session up for good.
    CLOSE
}
