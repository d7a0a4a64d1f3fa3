package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// A value of a document, which writes itself.
interface JsonPart {
    void write(JsonGenerator json) throws IOException;
}
