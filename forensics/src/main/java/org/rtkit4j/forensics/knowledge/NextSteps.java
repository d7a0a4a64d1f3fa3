package org.rtkit4j.forensics.knowledge;

import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.ReportedMachine;
import org.rtkit4j.forensics.model.SystemPanic;

/// What others advise to do next about a report: rows of `next.txt`, the most particular first.
public final class NextSteps {
    private static final int MOST = 3;
    private static final String LINUX = "LINUX";
    private static final String APPLE = "com.apple.";

    private final String panicClass;
    private final String machine;
    private final String text;
    private final String extension;

    private NextSteps(PanicClass panicClass, String machine, String text, String extension) {
        this.panicClass = panicClass.name();
        this.machine = machine;
        this.text = text;
        this.extension = extension;
    }

    /// Returns what is advised about a co-processor's crash; each row's `says` may name an `{extension}`.
    public static List<KnowledgeRow> of(CrashReport report) {
        String machine = report.format() == Format.MACOS_PANIC
                ? machine(report.details()).family().name()
                : report.format() == Format.LINUX_LOG ? LINUX : "";
        return new NextSteps(PanicClass.COPROCESSOR, machine, report.site().reason(), "").rows();
    }

    private static ReportedMachine machine(Map<String, String> details) {
        return new ReportedMachine(
                details.getOrDefault("model", ""),
                "",
                details.getOrDefault("chip", ""),
                details.getOrDefault("chipName", ""),
                details.getOrDefault("system", ""),
                details.getOrDefault("kernelVersion", ""),
                "",
                0);
    }

    /// Returns what is advised about a panic in which no co-processor crashed.
    public static List<KnowledgeRow> of(SystemPanic panic) {
        return new NextSteps(
                        panic.cause().panicClass(),
                        panic.machine().family().name(),
                        panic.cause().message(),
                        foreignExtension(panic))
                .rows();
    }

    /// Returns the first driver in the backtrace that is not Apple's, or an empty text.
    public static String foreignExtension(SystemPanic panic) {
        return panic.trace().extensions().stream()
                .filter(name -> !name.startsWith(APPLE))
                .findFirst()
                .orElse("");
    }

    private List<KnowledgeRow> rows() {
        return Knowledge.next().stream().filter(this::fits).limit(MOST).toList();
    }

    private boolean fits(KnowledgeRow row) {
        boolean isForeign = row.fieldOrEmpty("extension").isEmpty() || !extension.isEmpty();
        String classes = row.fieldOrEmpty("classes");
        boolean isClass = classes.isEmpty() || classes.equals("ALL") || isAmong(classes, panicClass);
        return isForeign
                && isClass
                && isAmong(row.field("machines"), machine)
                && text.contains(row.fieldOrEmpty("words"));
    }

    private static boolean isAmong(String names, String name) {
        return List.of(names.split(" ", -1)).contains(name);
    }
}
