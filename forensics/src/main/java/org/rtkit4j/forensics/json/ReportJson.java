package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.knowledge.NextSteps;
import org.rtkit4j.forensics.knowledge.RelatedRows;
import org.rtkit4j.forensics.macho.Symbolizer;
import org.rtkit4j.forensics.model.AddressRange;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Device;
import org.rtkit4j.forensics.model.Firmware;
import org.rtkit4j.forensics.model.MappedPage;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.forensics.model.Warning;

/// Writes crash reports as JSON; the keys are those of `docs/json.md`.
///
/// Every key is always there: null or empty where the report does not say. 64-bit numbers are strings in hex, since
/// JSON's readers lose their low bits.
public final class ReportJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ReportJson() {}

    /// Writes one document: the report itself where there is exactly one, else an array of them.
    public static void write(List<CrashReport> reports, Writer out) throws IOException {
        write(reports, null, out);
    }

    /// The same with names for the addresses of call stacks.
    ///
    /// @param symbols of the firmware, or null
    public static void write(List<CrashReport> reports, @Nullable Symbolizer symbols, Writer out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            if (reports.size() == 1) {
                write(null, reports.getFirst(), null, symbols, json);
            } else {
                writeAll(reports, symbols, json);
            }
        }
        out.write('\n');
    }

    /// Writes one document on a file: its crashes and whatever else was found in it.
    public static void write(ReportFile file, Writer out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            write(file, json);
        }
        out.write('\n');
    }

    /// Writes the same without blanks and line feeds, in UTF-8, and closes `out`.
    public static void writeCompact(ReportFile file, OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            write(file, json);
        }
    }

    /// Returns one report as an object, for documents that have it as one of their values. Every line feed in it may be
    /// indented: those of texts are spelled out.
    public static String of(CrashReport report) {
        var text = new StringWriter();
        try (JsonGenerator json = generator(text)) {
            write(null, report, null, null, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    static JsonGenerator generator(Writer out) {
        return compact(out).useDefaultPrettyPrinter();
    }

    /// The same without blanks and line feeds.
    static JsonGenerator compact(Writer out) {
        try {
            JsonGenerator json = FACTORY.createGenerator(out);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException("a generator for a writer opens nothing", e);
        }
    }

    private static void write(ReportFile file, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", file.name());
        json.writeStringField("reason", file.reason());
        json.writeFieldName("reports");
        reports(file, json);
        json.writeArrayFieldStart("panics");
        for (SystemPanic panic : file.panicsWithoutCrash()) {
            PanicJson.write(null, panic, json);
        }
        json.writeEndArray();
        IncidentJson.write(file.incidents(), json);
        KernelLogJson.write(file.log(), json);
        warnings(file.warnings(), json);
        json.writeEndObject();
    }

    private static void reports(ReportFile file, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (SystemPanic panic : file.panics()) {
            for (CrashReport crash : panic.crashes()) {
                write(null, crash, panic, null, json);
            }
        }
        for (CrashReport crash : file.crashes()) {
            write(null, crash, null, null, json);
        }
        json.writeEndArray();
    }

    private static void writeAll(List<CrashReport> reports, @Nullable Symbolizer symbols, JsonGenerator json)
            throws IOException {
        json.writeStartArray();
        for (CrashReport report : reports) {
            write(null, report, null, symbols, json);
        }
        json.writeEndArray();
    }

    /// @param file the report's file, where it is not told elsewhere in the document
    static void write(
            @Nullable String file,
            CrashReport report,
            @Nullable SystemPanic panic,
            @Nullable Symbolizer symbols,
            JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        if (file != null) {
            json.writeStringField("file", file);
        }
        json.writeStringField("format", report.format().label());
        json.writeStringField("coprocessor", report.origin().coprocessor());
        json.writeBooleanField("coprocessorGuessed", report.origin().isGuessed());
        device(report.origin().device(), json);
        json.writeStringField("kind", report.site().kind().word());
        json.writeStringField("reason", report.site().reason());
        VerdictJson.write(report, json);
        firmware(report.origin().firmware(), json);
        JsonFields.hex(json, "time", report.site().time());
        JsonFields.hex(json, "aslrSlide", report.origin().aslrSlide());
        faultingTask(report.site().task(), json);
        StackJson.write("callStack", report.site().callStack(), report.origin().aslrSlide(), symbols, json);
        RegisterJson.write(report.site().registers(), json);
        JsonFields.numbers("asyncErrors", report.site().asyncErrors(), json);
        RegisterJson.asyncErrors(report.site().asyncErrors(), json);
        StackJson.tasks(report, symbols, json);
        new LogJson(report, json).write();
        mappings(report.pages().mappings(), json);
        ranges(report.pages().unmapped(), json);
        sections(report.sections(), json);
        KernelLogJson.syslog(report.syslog(), json);
        PanicJson.field(panic, json);
        KnowledgeJson.write(RelatedRows.lists(report), json);
        KnowledgeJson.next(NextSteps.of(report), "", json);
        JsonFields.texts("details", report.details(), json);
        json.writeNumberField("line", report.line());
        warnings(report.warnings(), json);
        json.writeEndObject();
    }

    private static void device(@Nullable Device device, JsonGenerator json) throws IOException {
        if (device == null) {
            json.writeNullField("device");
            return;
        }
        json.writeObjectFieldStart("device");
        json.writeStringField("driver", device.driver());
        json.writeStringField("name", device.name());
        json.writeEndObject();
    }

    private static void firmware(Firmware firmware, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("firmware");
        json.writeStringField("rtkit", firmware.rtkit());
        json.writeStringField("client", firmware.client());
        json.writeStringField("uuid", firmware.uuid());
        json.writeEndObject();
    }

    private static void faultingTask(@Nullable TaskRef task, JsonGenerator json) throws IOException {
        if (task == null) {
            json.writeNullField("faultingTask");
            return;
        }
        json.writeObjectFieldStart("faultingTask");
        json.writeNumberField("id", task.id());
        json.writeStringField("name", task.name());
        json.writeEndObject();
    }

    private static void mappings(List<MappedPage> mappings, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("mappings");
        for (MappedPage mapping : mappings) {
            json.writeStartObject();
            JsonFields.hex(json, "virtual", mapping.virtual());
            JsonFields.hex(json, "physical", mapping.physical());
            JsonFields.hex(json, "flags", mapping.flags());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void ranges(List<AddressRange> ranges, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("unmapped");
        for (AddressRange range : ranges) {
            json.writeStartObject();
            JsonFields.hex(json, "first", range.first());
            JsonFields.hex(json, "last", range.last());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void sections(List<Section> sections, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("sections");
        for (Section section : sections) {
            json.writeStartObject();
            json.writeStringField("tag", section.tag());
            json.writeStringField("version", section.version());
            if (section.sizeBytes() < 0) {
                json.writeNullField("size");
            } else {
                json.writeNumberField("size", section.sizeBytes());
            }
            json.writeStringField("data", section.dataHex());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void warnings(List<Warning> warnings, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (Warning warning : warnings) {
            json.writeString(warning.toString());
        }
        json.writeEndArray();
    }
}
