package org.rtkit4j.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.app.matrix.Feat;
import org.rtkit4j.app.matrix.Survival;

/// The table of `docs/matrix.md` as it was published: what is known of hosts that are not at hand.
///
/// @param rows by firmware, then by host
record PublishedMatrix(Map<String, Map<String, String>> rows) {
    private static final Pattern FAILURE = Pattern.compile("\\*\\*(\\w+) fails\\*\\*: (.*)");

    /// Reads a table of Markdown.
    static PublishedMatrix parse(String table) {
        List<String> lines = table.lines().filter(line -> line.startsWith("| ")).toList();
        if (lines.isEmpty()) {
            return new PublishedMatrix(Map.of());
        }
        List<String> hosts = cells(lines.getFirst());
        var rows = new HashMap<String, Map<String, String>>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            var row = new HashMap<String, String>();
            for (int i = 1; i < cells.size(); i++) {
                row.put(hosts.get(i), cells.get(i));
            }
            rows.put(cells.getFirst().replace("`", ""), row);
        }
        return new PublishedMatrix(rows);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|", -1))
                .map(String::strip)
                .limit(line.chars().filter(letter -> letter == '|').count() - 1)
                .toList();
    }

    /// Returns how a host has fared, or that it tried nothing where that is not known.
    Survival of(String host, String firmware) {
        String cell = rows.getOrDefault(firmware, Map.of()).getOrDefault(host, "");
        var outcomes = new EnumMap<Feat, String>(Feat.class);
        for (String feat : feats(cell)) {
            Matcher failure = FAILURE.matcher(feat);
            boolean isFailure = failure.matches();
            outcomes.put(feat(isFailure ? failure.group(1) : feat), isFailure ? failure.group(2) : "");
        }
        return new Survival(host, firmware, outcomes);
    }

    // A failure is the last one, and its reason may have commas.
    private static List<String> feats(String cell) {
        var feats = new ArrayList<String>();
        int failure = cell.indexOf("**");
        String done = failure < 0 ? cell : cell.substring(0, failure);
        Arrays.stream(done.split(",", -1))
                .map(String::strip)
                .filter(feat -> !feat.isEmpty())
                .forEach(feats::add);
        if (failure >= 0) {
            feats.add(cell.substring(failure));
        }
        return feats;
    }

    private static Feat feat(String label) {
        return Feat.valueOf(label.toUpperCase(Locale.ROOT));
    }
}
