package org.rtkit4j.forensics.page;

import org.rtkit4j.forensics.json.FieldsJson;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.Endpoints;

/// One message of a report, as the page shows it: field by field.
///
/// @param coprocessor as reports name it, for example `DCP`; one that nobody knows has the system's endpoints only
public record ReadMessage(String coprocessor, Direction direction, int endpoint, long message) {
    /// Reads it from words.
    ///
    /// @param direction `AP->IOP`, `IOP->AP`, anything else where it is not known
    /// @param word sixteen hexadecimal digits at most behind `0x`, in lower case
    /// @throws IllegalArgumentException if that is no endpoint, or no message
    public static ReadMessage of(String coprocessor, String direction, long endpoint, String word) {
        if (endpoint < 0 || endpoint >= Endpoints.COUNT || !word.matches("0x[0-9a-f]{1,16}")) {
            throw new IllegalArgumentException("not an endpoint, or not a message");
        }
        long message = Long.parseUnsignedLong(word.substring(2), 16);
        return new ReadMessage(coprocessor, directionOf(direction), (int) endpoint, message);
    }

    private static Direction directionOf(String text) {
        return switch (text) {
            case "AP->IOP" -> Direction.AP_TO_IOP;
            case "IOP->AP" -> Direction.IOP_TO_AP;
            default -> Direction.BOTH;
        };
    }

    /// Returns a JSON object with `message`, `summary` and `fields`.
    public String json() {
        Layout layout = CoprocessorKind.of(coprocessor).vocabulary().layoutOf(direction, endpoint, message);
        return FieldsJson.message(layout, message);
    }
}
