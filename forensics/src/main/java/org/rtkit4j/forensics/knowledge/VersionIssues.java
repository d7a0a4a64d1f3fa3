package org.rtkit4j.forensics.knowledge;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Issues that are known of a system firmware together with a kernel.
///
/// A row that has `firmware: 27` is of that major version and later ones; with `kernel: 7.2` of kernels before that
/// one.
public final class VersionIssues {
    private static final Pattern NUMBERS = Pattern.compile("^(\\d{1,4})(?:\\.(\\d{1,4}))?");

    private VersionIssues() {}

    /// Returns what is known of a combination; nothing where either version is not known.
    ///
    /// @param firmware as m1n1 gives it: `13.5`, `26.6.1`
    /// @param kernel as `uname -r` does: `6.17.7-400.asahi.fc42.aarch64+16k`
    public static List<KnowledgeRow> of(String firmware, String kernel) {
        int system = number(firmware);
        int running = number(kernel);
        if (system == 0 || running == 0) {
            return List.of();
        }
        return Knowledge.issues().stream()
                .filter(row ->
                        row.fields().containsKey("firmware") && row.fields().containsKey("kernel"))
                .filter(row -> system >= number(row.field("firmware")) && running < number(row.field("kernel")))
                .toList();
    }

    /// Returns the first two numbers of a version as one that can be compared; 0 where it has none.
    private static int number(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.find()) {
            return 0;
        }
        String minor = numbers.group(2);
        return Integer.parseInt(numbers.group(1)) * 10_000 + (minor == null ? 0 : Integer.parseInt(minor));
    }
}
