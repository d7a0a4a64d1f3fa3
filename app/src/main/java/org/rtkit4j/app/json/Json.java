package org.rtkit4j.app.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// The ways in which the command writes JSON. What is written to stays open.
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /// Prints a document over several lines, for people too.
    public static void print(PrintWriter out, JsonDocument document) {
        try (JsonGenerator json = generator(out).useDefaultPrettyPrinter()) {
            document.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
        out.flush();
    }

    /// Prints an object over several lines.
    ///
    /// @param fields writes its fields, without the braces round them
    public static void printObject(PrintWriter out, JsonDocument fields) {
        print(out, json -> {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        });
    }

    /// Prints a document on one line.
    public static void printLine(PrintWriter out, JsonDocument document) {
        out.println(line(document));
        out.flush();
    }

    /// Returns a document as one line, without its end.
    public static String line(JsonDocument document) {
        try {
            return new String(bytes(document), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns a document as one line of UTF-8, without its end.
    public static byte[] bytes(JsonDocument document) throws IOException {
        var out = new ByteArrayOutputStream();
        write(out, document);
        return out.toByteArray();
    }

    /// Writes a document as one line of UTF-8, without its end.
    public static void write(OutputStream out, JsonDocument document) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            document.write(json);
        }
    }

    /// Returns what writes values one after the other; the caller breaks the lines.
    public static JsonGenerator generator(Writer out) throws IOException {
        return FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }
}
