package org.rtkit4j.app.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;

/// What fills a JSON document. The ways to write one are here, so that all documents of the command look alike.
@FunctionalInterface
public interface JsonDocument {
    /// Writes one JSON value.
    void write(JsonGenerator json) throws IOException;

    /// Prints this document with line breaks and indents, for people too, and ends the line.
    ///
    /// @param out stays open
    default void print(Writer out) {
        try (JsonGenerator json = generator(out).useDefaultPrettyPrinter()) {
            write(json);
            json.writeRaw(System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes this document on one line.
    ///
    /// @param out stays open
    default void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator json =
                Factory.SHARED.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            write(json);
        }
    }

    /// Returns this document on one line, as UTF-8.
    default byte[] toBytes() throws IOException {
        var out = new ByteArrayOutputStream();
        writeTo(out);
        return out.toByteArray();
    }

    /// Returns what writes several values to `out`, each on one line where the caller breaks the lines.
    ///
    /// @param out stays open when the generator is closed
    static JsonGenerator generator(Writer out) throws IOException {
        return Factory.SHARED.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /// The one factory: its tables of names are worth keeping.
    final class Factory {
        private static final JsonFactory SHARED = new JsonFactory();

        private Factory() {}
    }
}
