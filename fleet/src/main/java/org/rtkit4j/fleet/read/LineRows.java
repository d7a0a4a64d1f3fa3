package org.rtkit4j.fleet.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.rtkit4j.fleet.privacy.Redaction;
import org.rtkit4j.fleet.table.UnreadableFile;

/// The rows of JSON lines with a report in one field of each. A line is known as `FILE#BYTE`, by where it begins in
/// the unpacked file; further objects of one line by where they begin.
final class LineRows {
    /// Why lines are not read where nobody has named a field.
    static final String NO_FIELD = "JSON lines: --lines does not say which field holds a report";

    /// Longer lines are passed over: no report is as long.
    static final int MOST_LINE_BYTES = 64 << 20;

    private static final Pattern NAMED = Pattern.compile("(?i)\\.(jsonl|ndjson)(\\.(gz|zst|bz2|xz))?\\z");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MOST_LINE_BYTES)
                    .build())
            .build();

    private final String file;
    private final ReadRules rules;
    private final RowSink sink;
    private long members;

    LineRows(String file, ReadRules rules, RowSink sink) {
        this.file = file;
        this.rules = rules;
        this.sink = sink;
    }

    /// Returns whether a file of that name has a report in each line. What it is packed in does not matter.
    static boolean isNamed(String path) {
        return NAMED.matcher(path).find();
    }

    /// Reads them to their end. A carriage return ends a line, too: within JSON none stands as it is.
    ///
    /// @return how many objects had a report
    long readAll(InputStream content) throws IOException {
        var line = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        long at = 0;
        long start = 0;
        for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
            int from = 0;
            for (int i = 0; i < count; i++) {
                if (piece[i] == '\n' || piece[i] == '\r') {
                    append(line, piece, from, i);
                    line(start, line);
                    from = i + 1;
                    start = at + from;
                }
            }
            append(line, piece, from, count);
            at += count;
        }
        line(start, line);
        return members;
    }

    // One byte more than the limit says that there was more.
    private static void append(ByteArrayOutputStream line, byte[] piece, int from, int to) {
        line.write(piece, from, Math.min(to - from, MOST_LINE_BYTES + 1 - line.size()));
    }

    private void line(long start, ByteArrayOutputStream line) {
        byte[] bytes = line.toByteArray();
        line.reset();
        if (bytes.length > MOST_LINE_BYTES) {
            refuse(start, "a line of more than " + MOST_LINE_BYTES + " bytes");
        } else if (bytes.length > 0) {
            objects(start, bytes);
        }
    }

    private void objects(long start, byte[] line) {
        long at = start;
        try (JsonParser json = JSON.createParser(line)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                at = at == start ? start : start + json.currentTokenLocation().getByteOffset();
                object(at, token, json);
                at = start + json.currentLocation().getByteOffset();
            }
        } catch (IOException e) {
            refuse(at, at == start ? "a line that is no JSON object" : "what follows an object is none");
        }
    }

    /// Reads a report that was whole before its object broke off.
    private void object(long at, JsonToken token, JsonParser json) throws IOException {
        var fields = new LineFields(rules);
        if (token != JsonToken.START_OBJECT) {
            throw new IOException("no object");
        }
        try {
            fields.read(json);
        } catch (IOException e) {
            if (fields.report() != null) {
                report(at, fields);
            }
            throw e;
        }
        report(at, fields);
    }

    private void report(long at, LineFields fields) {
        String report = fields.report();
        if (report == null) {
            refuse(at, fields.whyNone());
        } else {
            var text = new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8));
            members += ReportRows.ofLine(name(at), rules, fields.device(), sink).readAll(text);
        }
    }

    private String name(long at) {
        return file + "#" + at;
    }

    private void refuse(long at, String reason) {
        String path = rules.keepsPaths() ? name(at) : null;
        sink.unreadable(new UnreadableFile(rules.pseudonyms().file(name(at)), path, Redaction.COMMON.of(reason)));
    }
}
