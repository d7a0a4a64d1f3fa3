package org.rtkit4j.fleet.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What one object of JSON lines says in the fields that are read.
final class LineFields {
    private final @Nullable String reportField;
    private final @Nullable String deviceField;

    private boolean isThere;
    private @Nullable String report;
    private @Nullable String device;

    LineFields(ReadRules rules) {
        this.reportField = rules.lineColumn();
        this.deviceField = rules.deviceColumn();
    }

    /// Reads an object behind its bracket, to its end.
    ///
    /// @throws IOException if it breaks off: what was read before stays
    void read(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals(reportField)) {
                isThere = true;
                report = value == JsonToken.VALUE_STRING ? json.getText() : null;
            }
            if (name.equals(deviceField)) {
                device = value == JsonToken.VALUE_STRING || value.isNumeric() ? json.getText() : null;
            }
            json.skipChildren();
        }
    }

    /// Returns the report, or null where there is none.
    @Nullable
    String report() {
        return report;
    }

    /// Returns why there is none, in a sentence without a full stop.
    String whyNone() {
        return isThere ? "the field " + reportField + " holds no text" : "a line without the field " + reportField;
    }

    /// Returns the device's key, or null where the object does not tell it.
    @Nullable
    String device() {
        return DeviceKey.orNull(device);
    }
}
