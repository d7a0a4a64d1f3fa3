package org.rtkit4j.forensics.knowledge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One row of the knowledge base.
///
/// @param kind what it is about: `term`, `sensor`, `issue`...
/// @param key what it is looked up by
/// @param fields the rest, by name
/// @param sources at least one
public record KnowledgeRow(String kind, String key, Map<String, String> fields, List<Source> sources) {
    /// @throws IllegalStateException if the row has no source
    public KnowledgeRow {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalStateException("[" + kind + " " + key + "]: a row without a source");
        }
    }

    /// Returns a field that every row of its kind has.
    ///
    /// @throws IllegalStateException if this one has none
    public String field(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("[" + kind + " " + key + "]: no " + name);
        }
        return value;
    }

    /// Returns a field, or an empty text.
    public String fieldOrEmpty(String name) {
        return fields.getOrDefault(name, "");
    }
}
