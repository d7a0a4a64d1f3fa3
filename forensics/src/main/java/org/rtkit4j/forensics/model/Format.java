package org.rtkit4j.forensics.model;

/// The form in which a crash report came.
public enum Format {
    MACOS_PANIC("macos-panic"),
    LINUX_LOG("linux-log"),
    RTKIT_CRASHLOG("rtkit-crashlog"),
    M1N1("m1n1");

    private final String label;

    Format(String label) {
        this.label = label;
    }

    /// Returns the name used in JSON.
    public String label() {
        return label;
    }
}
