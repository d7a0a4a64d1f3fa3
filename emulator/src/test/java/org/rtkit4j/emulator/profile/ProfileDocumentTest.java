package org.rtkit4j.emulator.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Writes the keys in `docs/profile.md` from the profiles that come with the emulator, whose comments say what each
/// means, and fails where those in the repository are others.
///
/// `./mvnw -pl emulator -am test -Dtest=ProfileDocumentTest -Drtkit.update=docs` brings them up to date.
class ProfileDocumentTest {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));
    private static final Path DOCUMENT = ROOT.resolve("docs/profile.md");
    private static final Path SOURCES = ROOT.resolve("emulator/src/main/java/org/rtkit4j/emulator/profile");
    private static final Path PROFILES = ROOT.resolve("emulator/src/main/resources/org/rtkit4j/emulator/profile");
    private static final String BEGIN = "brings this part up to date.\n";
    private static final List<String> DESCRIBED = List.of("generic", "ans", "smc", "dcp", "mtp");

    // settings.value("mailbox.depth", ...): a whole key; what ends in a dot begins one.
    private static final Pattern KEY = Pattern.compile("[sS]ettings\\s*\\.\\w+\\(\\s*\"([a-z][a-z0-9.-]*)\"");

    @Test
    void theKeysAreWhatTheProfilesSay() throws IOException {
        String text = Files.readString(DOCUMENT);
        int end = text.indexOf(BEGIN) + BEGIN.length();
        assertTrue(end > BEGIN.length(), "no place for the keys");
        var expected = new StringBuilder(text.substring(0, end));
        for (String profile : DESCRIBED) {
            append(expected, profile);
        }
        if (System.getProperty("rtkit.update", "").equals("docs")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertEquals(expected.toString(), Files.readString(DOCUMENT), "docs/profile.md: see this test's comment");
    }

    @Test
    void everyKeyThatIsReadIsThere() throws IOException {
        String text = Files.readString(DOCUMENT);
        var missing = new TreeSet<String>();
        var found = new TreeSet<String>();
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.toList()) {
                Matcher keys = KEY.matcher(Files.readString(source));
                while (keys.find()) {
                    found.add(keys.group(1));
                    if (!text.contains(keys.group(1))) {
                        missing.add(keys.group(1));
                    }
                }
            }
        }
        assertEquals(new TreeSet<>(), missing);
        assertTrue(found.size() > 40, found::toString);
    }

    // Comments are prose, and keys stand as they are.
    private static void append(StringBuilder text, String profile) throws IOException {
        text.append("\n## ").append(profile).append('\n');
        List<String> code = new ArrayList<>();
        for (String line : Files.readAllLines(PROFILES.resolve(profile + ".properties"))) {
            boolean isProse = line.isBlank() || line.startsWith("#");
            if (isProse && !code.isEmpty()) {
                code.forEach(each -> text.append("\n    ").append(each));
                text.append('\n');
                code.clear();
            }
            if (line.isBlank()) {
                text.append('\n');
            } else if (isProse) {
                text.append(line.replaceFirst("^# ?", "\n").strip()).append('\n');
            } else {
                code.add(line);
            }
        }
        code.forEach(each -> text.append("\n    ").append(each));
        text.append('\n');
    }
}
