package org.rtkit4j.app.serve.live;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;

/// The kinds of messages that were seen, numbered: co-processor, endpoint, direction and layout. The page gets each
/// once.
///
/// There can be few: layouts are ours, and a message that none knows is of one kind for each endpoint.
final class Kinds {
    /// @param unit the co-processor's place
    /// @param layout null where no layout knows the message
    record Kind(
            int unit,
            int endpoint,
            String endpointName,
            Direction direction,
            @Nullable Layout layout) {}

    private static final int MOST = 1 << 16;

    private final List<Kind> kinds = new ArrayList<>();
    private final Map<Kind, Integer> numbers = new HashMap<>();

    /// Returns the number of a kind, a new one where it was not seen before.
    synchronized int numberOf(Kind kind) {
        Integer known = numbers.get(kind);
        if (known != null) {
            return known;
        }
        if (kinds.size() == MOST) {
            return MOST - 1;
        }
        kinds.add(kind);
        numbers.put(kind, kinds.size() - 1);
        return kinds.size() - 1;
    }

    synchronized Kind at(int number) {
        return kinds.get(number);
    }

    synchronized int size() {
        return kinds.size();
    }

    /// Writes the kinds from a number on, as an array.
    synchronized void write(int from, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (int i = from; i < kinds.size(); i++) {
            Kind kind = kinds.get(i);
            Layout layout = kind.layout();
            json.writeStartObject();
            json.writeNumberField("number", i);
            json.writeNumberField("unit", kind.unit());
            json.writeNumberField("endpoint", kind.endpoint());
            json.writeStringField("endpointName", kind.endpointName());
            json.writeBooleanField("fromAp", kind.direction() == Direction.AP_TO_IOP);
            json.writeStringField("name", layout == null ? null : layout.name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
