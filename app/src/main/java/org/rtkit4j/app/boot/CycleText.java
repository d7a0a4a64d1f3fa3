package org.rtkit4j.app.boot;

import java.util.Locale;
import org.rtkit4j.app.terminal.Terminal;

/// The result of many restarts for people.
final class CycleText {
    private CycleText() {}

    static String of(CycleResult result) {
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
}
