package org.rtkit4j.forensics.panic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.text.BrokenNumbers;
import org.rtkit4j.forensics.text.Haystack;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// Reads panic reports of macOS and iOS that hold the report of a co-processor.
///
/// ```text
/// file   := { prose | report }
/// report := panic(cpu N caller 0x...): NAME KIND - message - task(id)
///           message, again
///           RTKit: version, !UUID:, ASLR slide:, Time:
///           { section }                     in the order of the firmware
///           RTBuddy(AP): ...                the AP's own mailbox log; may be missing
///           Debugger message: panic         the ordinary panic report follows
/// ```
///
/// Indentation, quotation marks of mail, text fences and blank lines may stand anywhere.
/// Source: reports of macOS 14 and 15 of display, power and Thunderbolt controllers.
final class PanicReader {
    private static final String[] PARTS = {
        "RTKit Task List", "RTBuddy(AP)", "AKF_KIC_INBOX_CTRL", "AP->IOP Mailbox Log", "!UUID: ", "| [Faulting task]"
    };

    /// A name with a number, a place in a source, an array: prose before a report has none of them.
    private static final Pattern FIRMWARES_WORDS =
            Pattern.compile("- [\\w .-]{1,48}\\(\\d{1,6}\\)|sensor array|[Aa]ssert|ASSERT|\\.c(?:pp)?:\\d");
    /// The message of a report has fewer lines.
    private static final int MOST_WORDS = 16;

    private final Lines lines;
    private final WarningList fileWarnings;
    private final List<CrashReport> reports = new ArrayList<>();
    private int guesses;
    private int firstGuess;
    private String initiator = "";
    private Map<String, String> facts = Map.of();
    private int lookalikes;

    private PanicReader(String text, int linesBefore, WarningList fileWarnings) {
        this.lines = new Lines(BrokenNumbers.join(QuotedPanic.open(text)), linesBefore);
        this.fileWarnings = fileWarnings;
    }

    /// Returns whether a text may hold a panic report.
    static boolean recognises(Haystack text) {
        return text.containsOneOf("panic(cpu", "panic{cpu", "panic[cpu") || text.containsOneOf(PARTS);
    }

    /// Whether a text holds a part that only such reports have.
    private static boolean isPiece(String text) {
        for (String part : PARTS) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /// Reads every report of a text.
    ///
    /// @param linesBefore how many lines of the file stand before it
    /// @param initiator the co-processor's name where the container gives one; else empty
    /// @param facts what the container says of the machine: details of each report
    static List<CrashReport> read(
            String text, int linesBefore, String initiator, Map<String, String> facts, WarningList fileWarnings) {
        var reader = new PanicReader(text, linesBefore, fileWarnings);
        reader.initiator = initiator;
        reader.facts = facts;
        reader.readAll();
        return reader.reports;
    }

    private void readAll() {
        while (hasRoom() && lines.next()) {
            Scan line = lines.scan().unquote();
            if (line.take("Panic Initiator:")) {
                initiator = line.rest();
            } else if (PanicHead.standsIn(line)) {
                readReport();
            }
        }
        if (reports.isEmpty() && lookalikes == 0 && isPiece(lines.text())) {
            readHeadless();
        }
        lines.onGuess(line -> {});
    }

    private void readReport() {
        var draft = begin(lines.number());
        boolean looksRight = PanicHead.read(lines, draft, initiator);
        new PanicBody(lines, draft).read();
        if (!looksRight && draft.firmware.rtkit() == null) {
            lookalikes++;
        } else {
            PanicHead.complete(draft);
            draft.guessCoprocessor("the report does not say whose it is");
            warnOfGuesses(draft);
            reports.add(draft.report());
        }
    }

    private Draft begin(int line) {
        var draft = new Draft(Format.MACOS_PANIC, line);
        facts.forEach(draft::detail);
        guesses = 0;
        lines.onGuess(number -> {
            firstGuess = guesses == 0 ? number : firstGuess;
            guesses++;
        });
        return draft;
    }

    private void warnOfGuesses(Draft draft) {
        if (guesses > 0) {
            String more = guesses == 1 ? "" : "; so in " + (guesses - 1) + " more lines";
            draft.warnings().atLine(firstGuess, "letters in a number taken for the digits 0 and 1" + more);
        }
    }

    /// Reads a text that lost its beginning: no head, but parts that no other report has.
    private void readHeadless() {
        lines.restart();
        lines.next();
        lines.back();
        var draft = begin(lines.number());
        draft.coprocessor = initiator.isEmpty() ? "unknown" : initiator;
        draft.warnings().once("the head of the report is missing: it begins inside it");
        draft.reason = wordsBeforeBody();
        new PanicBody(lines, draft).read();
        PanicHead.complete(draft);
        draft.guessCoprocessor("the report does not say whose it is");
        draft.kind = CrashKind.inferred(draft.reason, draft.registers);
        warnOfGuesses(draft);
        CrashReport report = draft.report();
        boolean isNamed = report.origin().firmware().rtkit() != null;
        if (isNamed || !report.logs().isEmpty() || !report.tasks().isEmpty()) {
            reports.add(report);
        }
    }

    /// Returns what is left of the message: what stands before the body, from the first line on that is the firmware's.
    private String wordsBeforeBody() {
        var words = new StringBuilder();
        boolean isBody = false;
        for (int line = 0; line < MOST_WORDS && !isBody && lines.next(); line++) {
            Scan scan = lines.scan().unquote();
            isBody = PanicMarks.begins(scan);
            String text = scan.rest();
            boolean isOne = !isBody
                    && (!words.isEmpty() || FIRMWARES_WORDS.matcher(text).find());
            words.append(isOne ? text + "\n" : "");
        }
        if (!isBody || words.isEmpty()) {
            lines.restart();
            return "";
        }
        lines.back();
        return words.toString();
    }

    private boolean hasRoom() {
        if (reports.size() + lookalikes < Limits.REPORTS) {
            return true;
        }
        fileWarnings.once("more than " + Limits.REPORTS + " panics: the rest is left out");
        return false;
    }
}
