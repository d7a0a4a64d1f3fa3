package org.rtkit4j.site;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// All sections of all documents as one script: a page that was opened from a folder may load scripts, and nothing
/// else.
final class SearchIndex {
    private final List<String> rows = new ArrayList<>();

    void add(SiteDocument document) {
        for (SiteDocument.Section section : document.sections()) {
            if (!section.text().isBlank() || !section.heading().isEmpty()) {
                String hash = section.anchor().isEmpty() ? "" : "#" + section.anchor();
                rows.add("[%s,%s,%s,%s]"
                        .formatted(
                                quoted(document.page() + hash),
                                quoted(document.title()),
                                quoted(section.heading()),
                                quoted(section.text().replaceAll("\\s+", " ").strip())));
            }
        }
    }

    /// Returns the script, which sets `SECTIONS` to rows of address, document, heading and text.
    String script() {
        return rows.stream().collect(Collectors.joining(",\n", "const SECTIONS = [\n", "\n];\n"));
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || c == '<' || c == 0x2028 || c == 0x2029) {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
