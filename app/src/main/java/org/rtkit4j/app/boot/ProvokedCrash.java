package org.rtkit4j.app.boot;

/// How a firmware is made to crash.
public enum ProvokedCrash {
    /// By a fault of its CPU.
    HARD,
    /// By an assertion of its own.
    SOFT
}
