package org.rtkit4j.drivers.smc;

import org.rtkit4j.wire.message.SmcKeyFlags;

/// What the controller says of a key.
///
/// @param key its name
/// @param sizeBytes size of its value, 0 to 255
/// @param type its type, four letters such as `flt `, printable: other letters are shown as `.`
/// @param flags see [SmcKeyFlags]
public record KeyInfo(SmcKey key, int sizeBytes, String type, int flags) {
    public boolean isReadable() {
        return SmcKeyFlags.READABLE.get(flags) != 0;
    }

    public boolean isWritable() {
        return SmcKeyFlags.WRITABLE.get(flags) != 0;
    }

    /// Returns whether reading or writing it does something.
    public boolean isFunction() {
        return SmcKeyFlags.FUNCTION.get(flags) != 0;
    }
}
