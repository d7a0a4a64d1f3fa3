package org.rtkit4j.nbd;

import java.nio.charset.StandardCharsets;
import org.rtkit4j.drivers.disk.DiskTraits;

/// What a server offers: a disk under a name. A client that asks for no name gets it too.
///
/// @param name at most 255 bytes of UTF-8
/// @param description a line for people, as long at most
public record NbdExport(String name, String description, DiskTraits traits) {
    private static final int LONGEST_BYTES = 255;

    public NbdExport {
        requireShort(name);
        requireShort(description);
    }

    private static void requireShort(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new IllegalArgumentException("longer than 255 bytes: " + text);
        }
    }

    boolean isCalled(String asked) {
        return asked.isEmpty() || asked.equals(name);
    }

    /// Returns what the client may do: a flush on one connection covers what was answered on all of them, since
    /// there is one disk with one cache behind them.
    int flags() {
        int flags = Nbd.HAS_FLAGS | Nbd.SEND_FLUSH | Nbd.SEND_FUA | Nbd.SEND_DF | Nbd.CAN_MULTI_CONN;
        flags |= traits.isReadOnly() ? Nbd.READ_ONLY : 0;
        flags |= traits.canTrim() ? Nbd.SEND_TRIM : 0;
        return flags | (traits.canWriteZeroes() ? Nbd.SEND_WRITE_ZEROES : 0);
    }
}
