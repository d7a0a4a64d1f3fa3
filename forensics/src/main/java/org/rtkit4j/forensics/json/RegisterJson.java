package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.RegisterDump.Syndrome;
import org.rtkit4j.forensics.syndrome.AsyncErrorStatus;
import org.rtkit4j.forensics.syndrome.DecodedField;
import org.rtkit4j.forensics.syndrome.ExceptionSyndrome;
import org.rtkit4j.forensics.syndrome.FaultAddress;
import org.rtkit4j.forensics.syndrome.ProgramStatus;

/// Registers by name, ESR and PSR field by field.
final class RegisterJson {
    private RegisterJson() {}

    static void write(@Nullable RegisterDump dump, JsonGenerator json) throws IOException {
        if (dump == null) {
            json.writeNullField("registers");
            return;
        }
        json.writeObjectFieldStart("registers");
        json.writeStringField(
                "architecture", dump.architecture() == RegisterDump.Architecture.AARCH64 ? "AArch64" : "AArch32");
        json.writeStringField("level", dump.level());
        syndrome(dump.syndrome(), json);
        status(dump, json);
        faultAddress(dump, json);
        for (var value : dump.values().entrySet()) {
            JsonFields.hex(json, value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    private static void syndrome(@Nullable Syndrome syndrome, JsonGenerator json) throws IOException {
        if (syndrome == null) {
            json.writeNullField("esr");
            return;
        }
        json.writeObjectFieldStart("esr");
        JsonFields.hex(json, "value", syndrome.value());
        fields(ExceptionSyndrome.decode(syndrome), json);
        json.writeEndObject();
    }

    private static void status(RegisterDump dump, JsonGenerator json) throws IOException {
        Long psr = dump.psr();
        if (psr == null) {
            json.writeNullField("psr");
            return;
        }
        json.writeObjectFieldStart("psr");
        JsonFields.hex(json, "value", psr);
        fields(ProgramStatus.decode(dump.architecture(), psr), json);
        json.writeEndObject();
    }

    private static void faultAddress(RegisterDump dump, JsonGenerator json) throws IOException {
        Long far = dump.faultAddress();
        json.writeObjectFieldStart("farFields");
        if (far != null) {
            fields(FaultAddress.decode(dump.architecture(), far), json);
        }
        json.writeEndObject();
    }

    /// Error registers whose flags are known, field by field.
    static void asyncErrors(Map<String, Long> errors, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("asyncErrorFields");
        for (var error : errors.entrySet()) {
            json.writeObjectFieldStart(error.getKey());
            fields(AsyncErrorStatus.decode(error.getKey(), error.getValue()), json);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    static void fields(List<DecodedField> fields, JsonGenerator json) throws IOException {
        for (DecodedField field : fields) {
            json.writeObjectFieldStart(field.name());
            json.writeStringField("bits", field.bits());
            JsonFields.hex(json, "value", field.value());
            json.writeStringField("meaning", field.meaning());
            json.writeEndObject();
        }
    }
}
