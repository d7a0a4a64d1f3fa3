package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.macho.Symbolizer;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.Task;

/// Call stacks and the tasks that own them.
final class StackJson {
    private StackJson() {}

    static void write(
            String name,
            List<StackAddress> stack,
            @Nullable Long slide,
            @Nullable Symbolizer symbols,
            JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (StackAddress address : stack) {
            json.writeStartObject();
            JsonFields.hex(json, "address", address.address());
            JsonFields.hex(json, "unslid", slide != null && address.canUnslide(slide) ? address.unslid(slide) : null);
            json.writeStringField("symbol", symbols == null ? null : symbols.nameOfCaller(address.address()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void tasks(CrashReport report, @Nullable Symbolizer symbols, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("tasks");
        for (Task task : report.tasks()) {
            json.writeStartObject();
            json.writeNumberField("id", task.id());
            json.writeStringField("name", task.name());
            JsonFields.count(json, "priority", task.priority());
            JsonFields.count(json, "stackUsed", task.stackUsed());
            JsonFields.count(json, "stackSize", task.stackSize());
            json.writeStringField("status", task.status());
            JsonFields.hex(json, "resource", task.resource());
            json.writeStringField("note", task.note());
            json.writeBooleanField("faulting", task.faulting());
            write("stack", task.stack(), report.origin().aslrSlide(), symbols, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
