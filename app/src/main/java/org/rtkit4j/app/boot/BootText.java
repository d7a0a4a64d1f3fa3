package org.rtkit4j.app.boot;

import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.PowerState;

/// The result of a boot for people.
final class BootText {
    private final Style style;
    private final boolean all;

    BootText(boolean colour, boolean all) {
        this.style = colour ? Style.ANSI : Style.PLAIN;
        this.all = all;
    }

    String of(BootResult result) {
        var text = new StringBuilder();
        steps(result, text);
        findings(result, text);
        return text.toString();
    }

    String of(FaultyBoot result) {
        var text = new StringBuilder();
        steps(result.boot(), text);
        text.append('\n');
        heading(text, "Faults of seed " + result.seed());
        text.append("  planned: ").append(result.plan()).append('\n');
        text.append("  outcome: ").append(Terminal.escape(result.outcome())).append('\n');
        findings(result.boot(), text);
        return text.toString();
    }

    private void steps(BootResult result, StringBuilder text) {
        heading(text, kind(result) + result.profile() + ", RTKit protocol " + result.protocolVersion());
        for (var step : result.steps()) {
            text.append("%10.3f ms  %s\n".formatted(step.micros() / 1000.0, Terminal.escape(step.name())));
        }
    }

    private void findings(BootResult result, StringBuilder text) {
        endpoints(result, text);
        text.append('\n');
        heading(text, "Power");
        text.append("  AP ").append(PowerState.describe(result.apPower()));
        text.append(", co-processor ")
                .append(PowerState.describe(result.iopPower()))
                .append('\n');
        syslog(result, text);
        if (result.crash() != null) {
            text.append('\n').append(Explanation.with(style, all).of(result.crash()));
        }
    }

    private void endpoints(BootResult result, StringBuilder text) {
        text.append('\n');
        heading(text, "Endpoints");
        for (var endpoint : result.endpoints()) {
            String owner = endpoint.id() < Endpoints.FIRST_APP ? "" : "  (application)";
            text.append("  0x%02x  %s%s\n".formatted(endpoint.id(), endpoint.name(), owner));
        }
    }

    private void syslog(BootResult result, StringBuilder text) {
        text.append('\n');
        heading(text, "System log of the firmware");
        if (result.syslog().isEmpty()) {
            text.append("  nothing\n");
        }
        for (var entry : result.syslog()) {
            text.append("  %-24s %s\n".formatted(Terminal.escape(entry.context()), Terminal.escape(entry.text())));
        }
    }

    private void heading(StringBuilder text, String words) {
        text.append(style.heading(Terminal.escape(words))).append('\n');
    }

    private static String kind(BootResult result) {
        boolean isEmulated = result.way().startsWith("emulator");
        return isEmulated ? "Emulated co-processor " : "Over %s: co-processor ".formatted(result.way());
    }
}
