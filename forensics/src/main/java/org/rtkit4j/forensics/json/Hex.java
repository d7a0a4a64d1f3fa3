package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Numbers as JSON strings in hex.
final class Hex {
    private static final String ZEROS = "0000000000000000";

    private Hex() {}

    static String of(long value) {
        return "0x" + Long.toHexString(value);
    }

    /// All sixteen digits: mailbox words are compared by eye.
    static String word(long value) {
        String digits = Long.toHexString(value);
        return "0x" + ZEROS.substring(digits.length()) + digits;
    }

    static void field(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, of(value));
        }
    }
}
