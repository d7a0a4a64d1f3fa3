package org.rtkit4j.forensics.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the text files of the knowledge base.
///
/// ```text
/// file  := { "# " comment | blank line | row }
/// row   := "[" kind " " key "]" { field } source { source }
/// field := name ": " value { indented rest of the value }
/// source := "source: " date " " where
/// ```
///
/// Strict, unlike the readers of reports: a file of ours that is wrong fails the build.
public final class KnowledgeFile {
    private final List<KnowledgeRow> rows = new ArrayList<>();
    private final Set<String> heads = new HashSet<>();
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final List<String> sources = new ArrayList<>();
    private String head = "";
    private String field = "";

    private KnowledgeFile() {}

    /// Reads a file beside this class.
    ///
    /// @throws IllegalStateException if the file is missing, or a row is not of the form above
    public static List<KnowledgeRow> read(String name) {
        try (InputStream file = KnowledgeFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the module");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a text of that form.
    ///
    /// @throws IllegalStateException if it has another, a row stands twice, or one has no source
    public static List<KnowledgeRow> parse(String text) {
        var file = new KnowledgeFile();
        text.lines().forEach(file::readLine);
        file.endRow();
        return List.copyOf(file.rows);
    }

    private void readLine(String line) {
        if (line.startsWith("#") || line.isBlank()) {
            return;
        }
        if (line.startsWith("[") && line.endsWith("]")) {
            endRow();
            head = line.substring(1, line.length() - 1);
        } else if (line.startsWith(" ")) {
            goOn(line.strip());
        } else {
            readField(line);
        }
    }

    private void readField(String line) {
        int colon = line.indexOf(": ");
        if (head.isEmpty() || colon < 0) {
            throw new IllegalStateException("neither the head of a row nor a field of one: " + line);
        }
        field = line.substring(0, colon);
        String value = line.substring(colon + 2).strip();
        if (field.equals("source")) {
            sources.add(value);
        } else if (fields.put(field, value) != null) {
            throw new IllegalStateException("[" + head + "]: " + field + " stands twice");
        }
    }

    private void goOn(String rest) {
        @Nullable String begun = fields.get(field);
        if (begun == null) {
            throw new IllegalStateException("[" + head + "]: an indented line goes on with nothing: " + rest);
        }
        fields.put(field, begun + " " + rest);
    }

    private void endRow() {
        if (!head.isEmpty()) {
            int blank = head.indexOf(' ');
            if (blank < 0 || !heads.add(head)) {
                throw new IllegalStateException("[" + head + "]: no key, or a row that stands twice");
            }
            String row = "[" + head + "]";
            List<Source> cited =
                    sources.stream().map(source -> Source.of(source, row)).toList();
            rows.add(new KnowledgeRow(head.substring(0, blank), head.substring(blank + 1), fields, cited));
        }
        head = "";
        field = "";
        fields.clear();
        sources.clear();
    }
}
