package org.rtkit4j.app.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// What fills a JSON document; [Json] gives it something to fill.
@FunctionalInterface
public interface JsonDocument {
    /// Writes one JSON value.
    void write(JsonGenerator json) throws IOException;
}
