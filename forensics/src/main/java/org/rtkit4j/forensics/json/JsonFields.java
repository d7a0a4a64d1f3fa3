package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;

/// The kinds of fields that reports have: numbers as strings in hex, since JSON's readers lose the low bits of 64;
/// counts as numbers; null for what the report does not say.
final class JsonFields {
    private static final String ZEROS = "0000000000000000";

    private JsonFields() {}

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /// All sixteen digits: mailbox words are compared by eye.
    static String word(long value) {
        String digits = Long.toHexString(value);
        return "0x" + ZEROS.substring(digits.length()) + digits;
    }

    static void hex(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, hex(value));
        }
    }

    /// A count, or null for a negative one: the report does not say.
    static void count(JsonGenerator json, String name, long value) throws IOException {
        if (value < 0) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }

    static void numbers(String name, Map<String, Long> values, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (var value : values.entrySet()) {
            hex(json, value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    static void texts(String name, Map<String, String> values, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (var value : values.entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    static @Nullable String direction(Direction direction) {
        return switch (direction) {
            case AP_TO_IOP -> "AP->IOP";
            case IOP_TO_AP -> "IOP->AP";
            case BOTH -> null;
        };
    }
}
