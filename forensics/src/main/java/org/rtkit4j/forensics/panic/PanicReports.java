package org.rtkit4j.forensics.panic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.PanicCause;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.ReportedMachine;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.Uptime;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.text.Haystack;

/// Reads panic reports of Apple's systems: of each what every panic has, and the co-processor's crash that it holds, if
/// it holds one.
public final class PanicReports {
    private PanicReports() {}

    /// What one text holds.
    ///
    /// @param panics in the order of the text
    /// @param headless a crash of a co-processor whose panic has lost its head; mostly none
    public record Result(List<SystemPanic> panics, List<CrashReport> headless) {
        public Result {
            panics = List.copyOf(panics);
            headless = List.copyOf(headless);
        }
    }

    /// Returns whether a text may hold a panic report.
    public static boolean recognises(Haystack text) {
        return PanicReader.recognises(text) || SystemPanicReader.isRest(text);
    }

    /// Reads a text that no container holds.
    ///
    /// @param linesBefore how many lines of the file stand before it
    public static Result read(String text, int linesBefore, WarningList warnings) {
        Result result = read(text, linesBefore, "", Map.of(), warnings);
        if (linesBefore > 0 || !result.panics().isEmpty()) {
            return result;
        }
        Result ofWords = readWords(text, warnings);
        if (!ofWords.panics().isEmpty()) {
            return ofWords;
        }
        return SystemPanicReader.isRest(new Haystack(text)) ? rest(text, result.headless(), warnings) : result;
    }

    /// Reads a panic of which all but its head was copied, from its words on; nothing where a text does not begin with
    /// such words.
    public static Result readWords(String text, WarningList warnings) {
        String headed = BareWords.headed(text);
        if (headed.isEmpty()) {
            return new Result(List.of(), List.of());
        }
        warnings.once("the panic's head is missing: read from its words on");
        return read(headed, 0, "", Map.of(), warnings);
    }

    /// Reads a text that has lost its head: what it says of the system is the crash's where it holds one.
    private static Result rest(String text, List<CrashReport> crashes, WarningList warnings) {
        SystemPanic panic = SystemPanicReader.ofRest(text, warnings);
        if (!crashes.isEmpty()) {
            return new Result(
                    List.of(),
                    crashes.stream()
                            .map(crash -> crash.withDetails(details(panic)))
                            .toList());
        }
        warnings.once("the head of the report is missing: it begins inside it");
        return new Result(List.of(panic), List.of());
    }

    /// Reads the texts of a diagnostics file.
    public static Result read(IpsContainer container, WarningList warnings) {
        List<SystemPanic> panics = new ArrayList<>();
        List<CrashReport> headless = new ArrayList<>();
        for (String text : container.reports()) {
            Result result = read(text, 0, container.initiator(), container.facts(), warnings);
            panics.addAll(result.panics());
            headless.addAll(result.headless());
            boolean isEmpty = result.panics().isEmpty() && result.headless().isEmpty();
            if (isEmpty && !text.isBlank() && !text.startsWith("not yet set")) {
                panics.add(SystemPanicReader.ofMessage(text, container.initiator(), container.facts(), warnings));
            }
        }
        return new Result(panics, headless);
    }

    private static Result read(
            String text, int linesBefore, String initiator, Map<String, String> facts, WarningList warnings) {
        List<CrashReport> crashes = PanicReader.read(text, linesBefore, initiator, facts, warnings);
        List<SystemPanic> panics = new ArrayList<>();
        Set<Integer> lines = crashes.stream().map(CrashReport::line).collect(Collectors.toSet());
        for (SystemPanic panic : SystemPanicReader.read(text, linesBefore, initiator, facts, lines, warnings)) {
            List<CrashReport> held = crashes.stream()
                    .filter(crash -> crash.line() == panic.line())
                    .map(crash -> crash.withDetails(details(panic)))
                    .toList();
            panics.add(held.isEmpty() ? panic : holding(panic, held));
        }
        List<CrashReport> headless = crashes.stream()
                .filter(crash -> panics.stream().noneMatch(panic -> panic.line() == crash.line()))
                .toList();
        return new Result(panics, headless);
    }

    private static SystemPanic holding(SystemPanic panic, List<CrashReport> held) {
        CrashReport first = held.getFirst();
        var cause = new PanicCause(
                PanicClass.COPROCESSOR,
                first.site().reason(),
                first.origin().coprocessor(),
                -1,
                panic.cause().missingSensors());
        return new SystemPanic(
                panic.line(),
                cause,
                panic.machine(),
                panic.uptime(),
                panic.trace(),
                panic.services(),
                panic.details(),
                held);
    }

    /// What the panic knows and the crash is shown with.
    private static Map<String, String> details(SystemPanic panic) {
        Map<String, String> details = new LinkedHashMap<>(panic.details());
        Uptime uptime = panic.uptime();
        if (uptime.sinceBoot() != null) {
            details.put("secondsSinceBoot", Long.toString(uptime.sinceBoot()));
        }
        if (uptime.sinceWake() != null) {
            details.put("secondsSinceWake", Long.toString(uptime.sinceWake()));
        }
        ReportedMachine machine = panic.machine();
        keep(details, "modelName", machine.modelName());
        keep(details, "chip", machine.chip());
        keep(details, "chipName", machine.chipName());
        keep(details, "panicInitiator", panic.trace().initiator());
        keep(details, "kernelExtensions", String.join(", ", panic.trace().extensions()));
        return details;
    }

    private static void keep(Map<String, String> details, String name, String value) {
        if (!value.isEmpty()) {
            details.put(name, value);
        }
    }
}
