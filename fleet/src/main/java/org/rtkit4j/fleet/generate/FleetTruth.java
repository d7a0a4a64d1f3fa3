package org.rtkit4j.fleet.generate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// What a made-up fleet holds, as counts by name: what the tables must say.
///
/// `reports`, `none`, `unreadable`, `devices`; `cause MARK`, with the mark that stands in its group's signature
/// alone; `build BUILD`; `cause MARK build BUILD`; `day DATE`; `model MODEL`.
public final class FleetTruth {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Long> counts;

    /// @param counts by name
    public FleetTruth(Map<String, Long> counts) {
        this.counts = new TreeMap<>(counts);
    }

    /// Returns the counts, in the order of their names.
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /// Returns a count; 0 where nothing of that name is there.
    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /// Writes it as one JSON object.
    public void write(Path file) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(Files.newBufferedWriter(file))) {
            json.useDefaultPrettyPrinter().writeStartObject();
            for (var count : counts.entrySet()) {
                json.writeNumberField(count.getKey(), count.getValue());
            }
            json.writeEndObject();
        }
    }

    /// Reads what was written.
    public static FleetTruth read(Path file) throws IOException {
        var counts = new TreeMap<String, Long>();
        try (JsonParser json = JSON.createParser(Files.newBufferedReader(file))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                counts.put(name, json.nextLongValue(0));
            }
        }
        return new FleetTruth(counts);
    }
}
