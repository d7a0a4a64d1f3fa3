package org.rtkit4j.fleet.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.archive.ArchiveMembers;
import org.rtkit4j.archive.Archives;
import org.rtkit4j.fleet.privacy.Redaction;
import org.rtkit4j.fleet.table.UnreadableFile;

/// The rows of a file of JSON lines with a report in one field of each. A line is known as `FILE#BYTE`, by where it
/// begins in the unpacked file. The file may be packed.
final class LineRows implements ArchiveMembers {
    /// Longer lines are passed over: no report is as long.
    static final int MOST_LINE_BYTES = 64 << 20;

    private static final JsonFactory JSON = new JsonFactory();

    private final ReadRules rules;
    private final RowSink sink;
    private long members;

    LineRows(ReadRules rules, RowSink sink) {
        this.rules = rules;
        this.sink = sink;
    }

    /// Returns whether a file of that name has a report in each line.
    static boolean isWanted(ReadRules rules, String path) {
        return rules.lineColumn() != null && path.matches("(?i).*\\.(jsonl|ndjson)(\\.(gz|zst|bz2|xz))?");
    }

    /// Reads it to its end.
    ///
    /// @return how many lines had a report
    long readAll(String name, InputStream in) {
        Archives.read(name, in, this);
        return members;
    }

    @Override
    public void read(String name, InputStream content) throws IOException {
        var line = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        long at = 0;
        long start = 0;
        for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
            int from = 0;
            for (int i = 0; i < count; i++) {
                if (piece[i] == '\n') {
                    append(line, piece, from, i);
                    line(name + "#" + start, line);
                    from = i + 1;
                    start = at + from;
                }
            }
            append(line, piece, from, count);
            at += count;
        }
        line(name + "#" + start, line);
    }

    // One byte more than the limit says that there was more.
    private static void append(ByteArrayOutputStream line, byte[] piece, int from, int to) {
        line.write(piece, from, Math.min(to - from, MOST_LINE_BYTES + 1 - line.size()));
    }

    private void line(String name, ByteArrayOutputStream line) {
        byte[] bytes = line.toByteArray();
        line.reset();
        if (bytes.length > MOST_LINE_BYTES) {
            refuse(name, "a line of more than " + MOST_LINE_BYTES + " bytes");
        } else if (!new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
            fields(name, bytes);
        }
    }

    private void fields(String name, byte[] line) {
        String column = Objects.requireNonNull(rules.lineColumn());
        try {
            String report = field(line, column);
            if (report == null) {
                refuse(name, "a line without the field " + column);
            } else {
                String device = rules.deviceColumn() == null ? null : field(line, rules.deviceColumn());
                byte[] text = report.getBytes(StandardCharsets.UTF_8);
                members += new ReportRows(name, rules, device, sink).readAll(new ByteArrayInputStream(text));
            }
        } catch (IOException e) {
            refuse(name, "a line that is no JSON object");
        }
    }

    /// Returns a field of the object itself as text; null where it has none of that name.
    private static @Nullable String field(byte[] line, String name) throws IOException {
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isIt = json.currentName().equals(name);
                json.nextToken();
                if (isIt && json.currentToken().isScalarValue()) {
                    return json.getText();
                }
                json.skipChildren();
            }
            return null;
        }
    }

    @Override
    public void refuse(String name, String reason) {
        sink.unreadable(new UnreadableFile(
                rules.pseudonyms().file(name), rules.keepsPaths() ? name : null, Redaction.COMMON.of(reason)));
    }
}
