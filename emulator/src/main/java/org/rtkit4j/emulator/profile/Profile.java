package org.rtkit4j.emulator.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rtkit4j.emulator.firmware.Quirk;

/// One kind of co-processor as data: where it lies, how it starts, what its firmware offers.
public final class Profile {
    private Profile() {}

    /// Returns the names of the profiles that come with the emulator.
    public static List<String> names() {
        return List.of("generic", "ans", "smc", "dcp", "mtp");
    }

    /// Returns a profile that comes with the emulator.
    ///
    /// @throws ProfileException if there is none of this name
    public static Profile named(String name) {
        throw new UnsupportedOperationException(name);
    }

    /// Reads a profile from a file.
    ///
    /// @throws ProfileException if it is not a profile; the message names file and line
    public static Profile load(Path file) throws IOException {
        throw new UnsupportedOperationException(file.toString());
    }

    /// Returns this profile with one key of its file replaced, for example `with("versions", "11..11")`.
    ///
    /// @throws ProfileException if there is no such key, or the value does not fit
    public Profile with(String key, String value) {
        throw new UnsupportedOperationException(key + value);
    }

    /// Returns this profile with these quirks and no others.
    public Profile withQuirks(Quirk... quirks) {
        throw new UnsupportedOperationException("" + quirks.length);
    }
}
