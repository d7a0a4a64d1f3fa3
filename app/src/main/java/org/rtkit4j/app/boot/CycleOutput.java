package org.rtkit4j.app.boot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.rtkit4j.app.terminal.Terminal;

/// The result of many restarts, for people or as one JSON document.
final class CycleOutput {
    private CycleOutput() {}

    static String text(CycleResult result) {
        var text = new StringBuilder();
        text.append("Emulated co-processor %s, started and stopped again and again; the first time:\n"
                .formatted(Terminal.escape(result.profile())));
        for (var step : result.steps()) {
            text.append(String.format(
                    Locale.ROOT, "%10.3f ms  %s\n", step.micros() / 1000.0, Terminal.escape(step.name())));
        }
        text.append("\ncycles          ").append(result.cycles());
        text.append("\nfailures        ").append(result.failures());
        if (result.firstFailure() != null) {
            text.append("\nfirst failure   ").append(Terminal.escape(result.firstFailure()));
        }
        text.append("\nleaked buffers  ").append(result.leakedBuffers());
        text.append("\nper cycle       min %d us, median %d us, p99 %d us, max %d us\n"
                .formatted(result.quantile(0), result.quantile(0.5), result.quantile(0.99), result.quantile(1)));
        return text.toString();
    }

    static void json(CycleResult result, PrintWriter out) throws IOException {
        try (var json = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("profile", result.profile());
            json.writeNumberField("cycles", result.cycles());
            json.writeNumberField("failures", result.failures());
            json.writeStringField("firstFailure", result.firstFailure());
            json.writeNumberField("leakedBuffers", result.leakedBuffers());
            json.writeObjectFieldStart("microsPerCycle");
            json.writeNumberField("min", result.quantile(0));
            json.writeNumberField("median", result.quantile(0.5));
            json.writeNumberField("p99", result.quantile(0.99));
            json.writeNumberField("max", result.quantile(1));
            json.writeEndObject();
            BootJson.steps(result.steps(), json);
            json.writeEndObject();
        }
        out.println();
    }
}
