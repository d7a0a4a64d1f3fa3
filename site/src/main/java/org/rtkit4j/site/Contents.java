package org.rtkit4j.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The list of all documents, which stands beside each page.
record Contents(List<Entry> entries) {
    /// A document in the list.
    ///
    /// @param group under which it stands
    /// @param file of the project, with forward slashes
    record Entry(String group, String file, String title) {
        String page() {
            return SiteDocument.pageOf(file);
        }
    }

    /// Reads `contents.txt`: `# group`, then a line for each document, its file and its title.
    static Contents read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        String group = "";
        for (String line : resource("contents.txt").lines().toList()) {
            if (line.startsWith("# ")) {
                group = line.substring(2);
            } else if (!line.isBlank()) {
                int gap = line.indexOf(' ');
                entries.add(new Entry(
                        group, line.substring(0, gap), line.substring(gap).strip()));
            }
        }
        return new Contents(List.copyOf(entries));
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Contents.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Returns a document's page, whole.
    String frame(SiteDocument document) throws IOException {
        String up =
                "../".repeat((int) document.page().chars().filter(c -> c == '/').count());
        return resource("frame.html")
                .replace("{{title}}", SiteDocument.escaped(document.title()))
                .replace("{{up}}", up)
                .replace("{{contents}}", list(document.page(), up))
                .replace("{{body}}", document.html());
    }

    private String list(String current, String up) {
        var list = new StringBuilder();
        String group = "";
        for (Entry entry : entries) {
            if (!entry.group().equals(group)) {
                list.append(group.isEmpty() ? "" : "</ul>\n");
                group = entry.group();
                list.append("<h2>").append(SiteDocument.escaped(group)).append("</h2>\n<ul>\n");
            }
            String here = entry.page().equals(current) ? " aria-current=\"page\"" : "";
            list.append("<li><a href=\"%s%s\"%s>%s</a></li>\n"
                    .formatted(up, entry.page(), here, SiteDocument.escaped(entry.title())));
        }
        return list.append("</ul>\n").toString();
    }
}
