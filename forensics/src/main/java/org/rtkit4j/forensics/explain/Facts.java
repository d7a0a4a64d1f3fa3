package org.rtkit4j.forensics.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;

/// The short facts of a report, one a line.
final class Facts {
    private static final Map<String, String> DETAILS = Map.ofEntries(
            Map.entry("model", "model"),
            Map.entry("system", "system"),
            Map.entry("chip", "chip"),
            Map.entry("secondsSinceBoot", "since boot"),
            Map.entry("secondsSinceWake", "since it woke"),
            Map.entry("panicInitiator", "initiator"),
            Map.entry("repairStatus", "repair status"),
            Map.entry("kernelExtensions", "in the backtrace"),
            Map.entry("reportTime", "reported"),
            Map.entry("osVersion", "system version"),
            Map.entry("kernelVersion", "kernel"),
            Map.entry("ibootVersion", "boot loader"),
            Map.entry("panickedTask", "panicked task"),
            Map.entry("machAbsoluteTime", "AP's counter"),
            Map.entry("sleepCount", "times slept"),
            Map.entry("wakeCount", "times woken"),
            Map.entry("dutyCycle", "duty cycle"),
            Map.entry("afterMessage", "beside message"));

    private Facts() {}

    static void print(Page page, CrashReport report) {
        page.heading("Facts");
        List<String[]> facts = new ArrayList<>();
        add(facts, "source", source(report));
        add(
                facts,
                "device",
                report.origin().device() == null
                        ? null
                        : report.origin().device().toString());
        Subject subject = Subject.of(report);
        add(facts, "subject", subject == null ? null : subject.part() + ", by the words \"" + subject.words() + "\"");
        add(facts, "group", Fingerprint.of(report).id());
        add(facts, "firmware", report.origin().firmware().client());
        add(facts, "RTKit", report.origin().firmware().rtkit());
        add(facts, "build UUID", report.origin().firmware().uuid());
        add(facts, "time", time(report.site().time(), report.format() == Format.LINUX_LOG));
        add(
                facts,
                "ASLR slide",
                report.origin().aslrSlide() == null
                        ? null
                        : Sentence.hex(report.origin().aslrSlide()));
        report.details().forEach((name, value) -> {
            String label = DETAILS.get(name);
            if (label != null && (page.all() || !name.equals("kernelVersion"))) {
                add(facts, label, shown(name, value, report.details()));
            }
        });
        for (String[] fact : facts) {
            page.line("  " + fact[0] + " ".repeat(Math.max(1, 16 - fact[0].length())) + fact[1]);
        }
    }

    /// Returns a detail as people read it; empty where the report does not say.
    static String shown(String name, Map<String, String> details) {
        String value = details.getOrDefault(name, "");
        return value.isEmpty() ? "" : shown(name, value, details);
    }

    private static String shown(String name, String value, Map<String, String> details) {
        return switch (name) {
            case "model" -> PanicPart.withName(value, details.getOrDefault("modelName", ""));
            case "chip" -> PanicPart.withName(value, details.getOrDefault("chipName", ""));
            case "secondsSinceBoot", "secondsSinceWake" -> PanicSentence.duration(Long.parseLong(value));
            default -> value;
        };
    }

    private static String source(CrashReport report) {
        String from = report.line() > 0 ? ", from line " + report.line() : "";
        return switch (report.format()) {
            case MACOS_PANIC -> "panic report of macOS or iOS" + from;
            case LINUX_LOG -> "Linux kernel log" + from;
            case RTKIT_CRASHLOG -> "binary crash log" + from;
            case M1N1 -> "m1n1's print of a crash" + from;
        };
    }

    private static @Nullable String time(@Nullable Long time, boolean isLow) {
        if (time == null) {
            return null;
        }
        return Sentence.hex(time) + ", the co-processor's own counter" + (isLow ? ", printed in decimal" : "");
    }

    private static void add(List<String[]> facts, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            facts.add(new String[] {name, value});
        }
    }
}
