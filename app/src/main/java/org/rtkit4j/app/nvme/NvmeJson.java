package org.rtkit4j.app.nvme;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;

/// One JSON document on stdout.
final class NvmeJson {
    private static final JsonFactory JSON = new JsonFactory();

    private NvmeJson() {}

    /// Writes the fields of an object.
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    static void object(PrintWriter out, Fields fields) throws IOException {
        JsonGenerator json = JSON.createGenerator(out)
                .configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false)
                .useDefaultPrettyPrinter();
        json.writeStartObject();
        fields.write(json);
        json.writeEndObject();
        json.flush();
        out.println();
        out.flush();
    }
}
