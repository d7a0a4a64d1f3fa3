package org.rtkit4j.app.smc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.drivers.smc.SmcValue;
import org.rtkit4j.drivers.smc.SmcValue.Bytes;
import org.rtkit4j.drivers.smc.SmcValue.Fixed;
import org.rtkit4j.drivers.smc.SmcValue.Flag;
import org.rtkit4j.drivers.smc.SmcValue.Real;
import org.rtkit4j.drivers.smc.SmcValue.Signed;
import org.rtkit4j.drivers.smc.SmcValue.Text;
import org.rtkit4j.drivers.smc.SmcValue.Unsigned;
import org.rtkit4j.wire.message.SmcResult;

/// What the commands print as JSON; `docs/smc.md` describes it.
final class SmcJson {
    private SmcJson() {}

    /// Prints keys as an array.
    static void print(PrintWriter out, List<KeyRow> rows) {
        Json.print(out, json -> {
            json.writeStartArray();
            for (KeyRow row : rows) {
                row(row, json);
            }
            json.writeEndArray();
        });
    }

    static void row(KeyRow row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", row.info().key().toString());
        json.writeStringField("type", row.info().type());
        json.writeNumberField("size", row.info().sizeBytes());
        json.writeStringField("flags", "0x%02x".formatted(row.info().flags()));
        json.writeFieldName("value");
        value(row.value(), json);
        if (row.refusal() == 0) {
            json.writeNullField("error");
        } else {
            json.writeStringField("error", SmcResult.describe(row.refusal()));
        }
        json.writeEndObject();
    }

    /// Writes a value: numbers that JSON has as numbers, what is not finite as text, bytes as `0x` and digits.
    static void value(@Nullable SmcValue value, JsonGenerator json) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Unsigned(long bits) -> json.writeNumber(Long.toUnsignedString(bits));
            case Signed(long number) -> json.writeNumber(number);
            case Flag(boolean isSet) -> json.writeBoolean(isSet);
            case Real(float real) when Float.isFinite(real) -> json.writeNumber(real);
            case Real(float real) -> json.writeString(Float.toString(real));
            case Fixed fixed -> json.writeNumber(fixed.value());
            case Text(String text) -> json.writeString(Terminal.escape(text));
            case Bytes(String hex) -> json.writeString("0x" + hex);
        }
    }
}
