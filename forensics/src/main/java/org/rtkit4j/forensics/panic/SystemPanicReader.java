package org.rtkit4j.forensics.panic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.PanicCause;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Haystack;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;
import org.rtkit4j.forensics.text.ScannedWords;

/// Reads what every panic report has, whatever caused it: the system's words, the machine, how long it ran, where it
/// stopped. [PanicReader] reads what only a co-processor's crash has.
///
/// ```text
/// report := panic(cpu N caller 0x...): message { line of the message } [ Debugger message: ... { fact } ]
/// ```
///
/// For one report, from its head to the next one's.
final class SystemPanicReader {
    /// What a container says and that is a fact of its own here.
    private static final String[] DETAILS = {"reportTime", "panicInitiator", "repairStatus", "socId"};

    private static final String DEBUGGER = "Debugger message: ";

    /// What only such reports have, and most of them; so many of them make a text one that has lost its head.
    private static final String[] FACTS = {
        DEBUGGER,
        "Kernel version: Darwin",
        "Paniclog version:",
        "mach_absolute_time: 0x",
        "Epoch Time:",
        "Panicked task 0x",
        "Kernel Extensions in backtrace:",
        "last started kext at ",
        "loaded kexts:",
        "Compressor Info: ",
        "recently retired instr at 0x",
        "TPIDRx_ELy = ",
        ": PC=0x",
        "iBoot version: iBoot",
        "OS release type: "
    };

    private static final int LEAST_FACTS = 3;
    /// Where the kernel was built: of a place in its source the file's name says as much.
    private static final Pattern FOLDERS = Pattern.compile("@(?:/[^/\\s\"]{1,96}){1,24}/(?=[\\w.+-]{1,64}:\\d)");

    private static final int MOST_MESSAGE = 4096;

    private final int line;
    private final Map<String, String> container;
    private final WarningList warnings;
    private final StringBuilder message = new StringBuilder();
    private final ServiceLines services = new ServiceLines();
    private final EpochTimes epoch = new EpochTimes();
    private final MachineFacts machine;
    private final TraceLines trace;
    private boolean inMessage = true;

    private SystemPanicReader(int line, String initiator, Map<String, String> container, WarningList warnings) {
        this.line = line;
        this.container = container;
        this.warnings = warnings;
        machine = new MachineFacts(container);
        trace = new TraceLines(initiator);
    }

    /// Reads every panic of a text.
    ///
    /// @param linesBefore how many lines of the file stand before it
    /// @param initiator whom the container names; else empty
    /// @param container what it says of the machine
    /// @param crashes lines on which co-processors' crashes begin: what else their words may mean is not asked
    static List<SystemPanic> read(
            String text,
            int linesBefore,
            String initiator,
            Map<String, String> container,
            Set<Integer> crashes,
            WarningList warnings) {
        var lines = new Lines(QuotedPanic.openWithPlace(text), linesBefore);
        List<SystemPanic> panics = new ArrayList<>();
        @Nullable SystemPanicReader open = null;
        while (panics.size() < Limits.REPORTS && lines.next()) {
            Scan line = lines.scan().unquote();
            if (PanicHead.standsIn(line)) {
                close(open, crashes, panics);
                open = new SystemPanicReader(lines.number(), initiator, container, warnings);
                open.machine.calledFrom(PanicHead.skipProcessor(line));
                open.services.readSensors(line);
                open.keepFirst(line);
            } else if (open != null) {
                open.readLine(line.unquote());
            }
        }
        close(open, crashes, panics);
        return panics;
    }

    private static void close(@Nullable SystemPanicReader open, Set<Integer> crashes, List<SystemPanic> panics) {
        if (open != null && panics.size() < Limits.REPORTS) {
            boolean isCrash = crashes.contains(open.line);
            panics.add(open.panic(isCrash ? PanicShape.CRASH : PanicShape.in(open.words())));
        }
    }

    /// Returns a panic whose text has no head: that of a T2, or of a reset that nothing could write down.
    static SystemPanic ofMessage(String text, String initiator, Map<String, String> container, WarningList warnings) {
        var reader = new SystemPanicReader(1, initiator, container, warnings);
        text.lines().limit(Limits.DETAILS).forEach(each -> reader.readLine(new Scan(each)));
        return reader.panic(PanicShape.in(reader.words()));
    }

    /// Returns whether a text has the facts of a report, with or without its head.
    static boolean isRest(Haystack text) {
        int facts = 0;
        for (String fact : FACTS) {
            facts += text.contains(fact) ? 1 : 0;
        }
        return facts >= LEAST_FACTS;
    }

    /// Returns the panic of a text that has lost its head: its facts, and what stands before them where that says what
    /// happened.
    static SystemPanic ofRest(String text, WarningList warnings) {
        var reader = new SystemPanicReader(1, "", Map.of(), warnings);
        var lines = new Lines(text);
        while (lines.next()) {
            reader.readLine(lines.scan().unquote());
        }
        PanicShape.Found found = PanicShape.in(reader.words());
        if (found.panicClass() == PanicClass.OTHER) {
            reader.message.setLength(0);
        }
        return reader.panic(found);
    }

    private void readLine(Scan line) {
        // Nearly all lines are rows of tables, once the message is over: those begin with no letter.
        if (!inMessage && !Character.isLetter(line.peek()) && !machine.isOpen() && !services.isOpen()) {
            return;
        }
        if (message.isEmpty() && isReason(line)) {
            line.take(DEBUGGER);
            keep(line);
            inMessage = false;
            return;
        }
        services.readSensors(line);
        boolean isFact = services.read(line) || epoch.read(line) || machine.read(line) || trace.read(line);
        inMessage &= !isFact && !PanicMarks.begins(line) && !line.startsWith("Memory ID:");
        if (inMessage) {
            keep(line);
        }
    }

    /// Whether the debugger says why it was called, as for a watchdog: mostly it says `panic`.
    private static boolean isReason(Scan line) {
        return line.startsWith(DEBUGGER) && !line.startsWith(DEBUGGER + "panic");
    }

    private static String withoutFolders(String text) {
        String plain = text.contains("@/") ? FOLDERS.matcher(text).replaceAll("@") : text;
        return plain.replace("  @", " @");
    }

    /// Keeps what stands behind the head; where a sentence quotes it, up to the closing mark.
    private void keepFirst(Scan line) {
        int closing = QuotedPanic.closing(line);
        boolean isQuoted = closing >= 0;
        keep(isQuoted ? new Scan().over(line.source(), line.start(), closing).moveTo(line.position()) : line);
        inMessage = !isQuoted;
    }

    private void keep(Scan line) {
        int room = MOST_MESSAGE - message.length();
        String text = room > 0 ? withoutFolders(line.rest()) : "";
        if (!text.isEmpty()) {
            message.append(message.isEmpty() ? "" : "\n").append(text, 0, Math.min(room, text.length()));
        }
    }

    /// The system's words.
    private String words() {
        return PanicShape.withWholeNames(message.toString());
    }

    private SystemPanic panic(PanicShape.Found found) {
        if (found.isMended() || services.isMended()) {
            warnings.once(ScannedWords.CHANGED);
        }
        boolean maySense =
                found.panicClass() == PanicClass.USERSPACE_WATCHDOG || found.panicClass() == PanicClass.OTHER;
        boolean isMissing = maySense && !services.missingSensors().isEmpty();
        var cause = new PanicCause(
                isMissing ? PanicClass.MISSING_SENSORS : found.panicClass(),
                words(),
                isMissing && found.who().isEmpty() ? "a service" : Escape.line(found.who()),
                found.seconds(),
                services.missingSensors());
        return new SystemPanic(
                line,
                cause,
                machine.machine(),
                epoch.uptime(),
                trace.trace(),
                services.services(),
                details(),
                List.of());
    }

    private Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        for (String name : DETAILS) {
            if (container.containsKey(name)) {
                details.put(name, container.get(name));
            }
        }
        Long calendar = epoch.calendar();
        if (calendar != null) {
            details.put("calendarSeconds", calendar.toString());
        }
        return details;
    }
}
