package org.rtkit4j.emulator.firmware;

/// A way in which firmware differs from the common case; a profile has any set of them.
public enum Quirk {
    /// Sends HELLO a second time before it is answered.
    HELLO_TWICE
}
