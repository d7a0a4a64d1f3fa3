package org.rtkit4j.forensics.panic;

import java.util.regex.Pattern;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// The head of a report: `panic(cpu 2 caller 0x...): DCP PANIC - message - dcpav(27)`, and the message again.
final class PanicHead {
    private static final int MOST_AFTER = 120;
    /// Many blanks before a line's end, and blank lines: a copy adds both.
    private static final Pattern LINE_END = Pattern.compile("[ \\t\\r]{2,64}\\n|\\n(?:[ \\t\\r]*\\n)+");
    /// What stands in every word for how a co-processor stops.
    private static final String[] KINDS = {"PANIC", "Panic", "ABORT", "FAULT", "NMI ", "WATCHDOG", "UNDEFINED", "SERROR"
    };

    /// A head without a message: `SMC SYSTEM WATCHDOG TIMEOUT - power(4)`.
    private static final Pattern ONLY_TASK = Pattern.compile("- [\\w .]{1,48}\\(\\d{1,6}\\)\\s*");

    private PanicHead() {}

    /// Returns whether a report begins in this line; moves behind `panic(`.
    static boolean standsIn(Scan line) {
        // Nearly no line has the word, and is asked three times.
        return line.contains("panic")
                && (line.skipPast("panic(cpu") || line.skipPast("panic{cpu") || line.skipPast("panic[cpu"));
    }

    /// Reads the head, the line being the one of [#standsIn], and leaves `lines` before the first line of the body.
    ///
    /// @return whether it has the form of a co-processor's panic; else only an RTKit line makes it one
    static boolean read(Lines lines, Draft draft, String initiator) {
        Scan line = lines.scan();
        String indent = indent(line);
        readProcessor(line, draft);
        String name = line.word();
        String kind = kind(line);
        boolean looksRight = isName(name) && isKind(kind);
        draft.coprocessor = isName(name) ? known(name, lines, draft) : initiator.isEmpty() ? "unknown" : initiator;
        draft.kind = CrashKind.named(kind);
        readMessage(lines, indent, draft);
        return looksRight;
    }

    private static void readProcessor(Scan line, Draft draft) {
        if (line.skipBlanks().decimal()) {
            draft.detail("panickingCpu", Long.toString(line.value()));
        }
        if (line.skipBlanks().take("caller") && line.skipBlanks().hex()) {
            draft.detail("caller", "0x" + Long.toHexString(line.value()));
        }
        skipBracket(line);
    }

    /// Moves from [#standsIn] to the panic's text; returns where in the kernel it was called for, or 0.
    static long skipProcessor(Scan line) {
        line.skipBlanks().decimal();
        boolean isKnown = line.skipBlanks().take("caller") && line.skipBlanks().hex();
        long caller = isKnown ? line.value() : 0;
        skipBracket(line);
        return caller;
    }

    private static void skipBracket(Scan line) {
        char bracket = line.skipBlanks().peek();
        if (bracket == ')' || bracket == '}' || bracket == ']') {
            line.moveTo(line.position() + 1);
            line.take(":");
        } else {
            line.skipPast(": ");
        }
        line.skipBlanks();
    }

    /// Reads the words that consist of letters, and a dash behind them: `Recoverable Panic - `, `DATA ABORT `.
    private static String kind(Scan line) {
        var kind = new StringBuilder();
        while (kind.length() < 60) {
            int before = line.skipBlanks().position();
            String word = line.word();
            if (!isLetters(word)) {
                line.moveTo(before);
                break;
            }
            kind.append(kind.isEmpty() ? "" : " ").append(word);
        }
        if (!ONLY_TASK.matcher(line.rest()).matches()) {
            line.take("- ");
        }
        return kind.toString();
    }

    /// Reads the lines of the message, without what quotes or indents the head's own line.
    private static void readMessage(Lines lines, String indent, Draft draft) {
        var message = new StringBuilder();
        readLine(lines, lines.scan(), message, draft);
        while (lines.next()) {
            Scan line = lines.scan().unquote();
            if (PanicMarks.begins(line)) {
                lines.back();
                break;
            }
            message.append('\n');
            line.rewind().take(indent);
            readLine(lines, line, message, draft);
        }
        if (message.length() >= Limits.MESSAGE_CHARS) {
            draft.warnings().once("the message is longer than " + Limits.MESSAGE_CHARS + " characters: cut");
        }
        draft.reason = message.toString();
    }

    /// Reads a line of the message, and the fields behind it where a copy has folded the lines into a paragraph.
    private static void readLine(Lines lines, Scan line, StringBuilder message, Draft draft) {
        int folded = line.find("RTKit: RTKit");
        if (folded < 0) {
            append(message, line.rawRest());
            return;
        }
        append(message, line.before("RTKit: RTKit"));
        draft.warnings().atLine(lines.number(), "lines folded into one: tables in it are not read");
        new PanicBody(lines, draft).readFields(line.moveTo(folded));
    }

    private static String indent(Scan line) {
        int at = line.position();
        String before = line.line().substring(0, line.unquote().position() - line.start());
        line.moveTo(at);
        return before;
    }

    private static void append(StringBuilder message, String text) {
        int room = Limits.MESSAGE_CHARS - message.length();
        message.append(text, 0, Math.clamp(room, 0, text.length()));
    }

    /// Takes message and task apart, which needs the number of the faulting task from further below.
    static void complete(Draft draft) {
        TaskRef known = draft.faultingTask;
        var split = MessageSplit.of(draft.reason, known == null ? -1 : known.id());
        draft.reason = Escape.text(LINE_END.matcher(split.message().strip()).replaceAll("\n"));
        if (split.task() != null && (known == null || known.name() == null)) {
            boolean agrees = known == null || known.id() == split.task().id();
            draft.faultingTask = agrees ? split.task() : known;
        }
        boolean isRepetition = split.after().startsWith(split.message());
        if (!split.after().isEmpty() && !isRepetition) {
            String after = split.after();
            draft.detail("afterMessage", Escape.line(after.substring(0, Math.min(MOST_AFTER, after.length()))));
        }
    }

    /// Returns a name with the letter at its end that a scanned picture made of a digit: `DCPEXTO`.
    private static String known(String name, Lines lines, Draft draft) {
        boolean isScanned =
                name.endsWith("EXTO") || name.endsWith("EXTI") || name.equals("ACIOO") || name.equals("ACIOI");
        if (!isScanned) {
            return name;
        }
        draft.warnings().atLine(lines.number(), "a letter in the co-processor's name taken for a digit: ", name);
        return name.substring(0, name.length() - 1) + (name.endsWith("O") ? "0" : "1");
    }

    /// Whether a word may name a co-processor that runs RTKit: SEP does not.
    private static boolean isName(String word) {
        boolean good = word.length() >= 2 && word.length() <= 24 && !word.startsWith("SEP");
        for (int i = 0; good && i < word.length(); i++) {
            char c = word.charAt(i);
            good = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        }
        return good;
    }

    private static boolean isKind(String kind) {
        String words = kind + " ";
        for (String part : KINDS) {
            if (words.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetters(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return !word.isEmpty();
    }
}
