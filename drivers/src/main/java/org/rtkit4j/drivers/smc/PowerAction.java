package org.rtkit4j.drivers.smc;

/// What can be asked of the key `MBSE`: four letters, written as a little-endian number.
///
/// Source: asahi linux `macsmc-reboot.c` for the first two, QEMU's `smc.h` for the others.
public enum PowerAction {
    /// Power the machine off.
    OFF("offw"),
    /// Restart the machine.
    RESTART("rest"),
    SLEEP("slpw"),
    SLEEP_ALL("slpa"),
    OFF_NOW("off1"),
    PANIC_BEGIN("panb"),
    PANIC_END("pane");

    /// The key's code.
    static final int KEY = 0x4d42_5345;

    private final int code;

    PowerAction(String letters) {
        code = SmcKey.of(letters).code();
    }

    /// Returns the number that is written.
    public int code() {
        return code;
    }

    /// Returns whether writing this key, whatever the value, can take power from the machine or from parts of it.
    ///
    /// The power state, and what pins drive.
    public static boolean isDangerous(SmcKey key) {
        return key.code() == KEY || key.startsWith("gP") || key.startsWith("gp");
    }
}
