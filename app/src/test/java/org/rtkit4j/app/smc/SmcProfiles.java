package org.rtkit4j.app.smc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.rtkit4j.emulator.profile.Profile;

/// Profiles of controllers that stand still, as files: what `--via emulator:FILE` takes.
final class SmcProfiles {
    private SmcProfiles() {}

    /// Writes the profile with a key set, and events in place of those that it has.
    static String still(Path folder, String keys, String events) throws IOException {
        String text;
        try (InputStream in = Objects.requireNonNull(Profile.class.getResourceAsStream("smc.properties"))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path file = folder.resolve(keys + ".properties");
        Files.writeString(
                file,
                text.replace("smc.keys = notebook", "smc.keys = " + keys)
                        .replace("smc.still = no", "smc.still = yes")
                        .replaceAll("smc.events = .*", "smc.events = " + events)
                        .replaceAll("smc.events.repeat.ms = .*", "smc.events.repeat.ms = 0"));
        return "emulator:" + file;
    }

    static String still(Path folder, String keys) throws IOException {
        return still(folder, keys, "");
    }
}
