package org.rtkit4j.forensics.linux;

import java.util.List;
import java.util.Locale;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Device;
import org.rtkit4j.forensics.model.Firmware;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.MappedPage;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.SyslogLine;
import org.rtkit4j.forensics.model.Task;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Scan;
import org.rtkit4j.wire.crashlog.CrashlogFormat;

/// The lines of one crash, in any order.
final class CrashBlock {
    private final Draft draft;
    private final MessageLines messages = new MessageLines();
    private final HistoryRows mailbox;
    private final ExceptionDump registers;
    private Last last = Last.OTHER;
    private boolean attributed;
    private String version = "";
    private int guesses;
    private int firstGuess;

    /// What the last line was: whether a wrapped rest can belong to it.
    private enum Last {
        MESSAGE,
        ROW,
        VERSION,
        TIME,
        DUMP,
        OTHER
    }

    CrashBlock(Device device, int line, boolean announced) {
        draft = new Draft(Format.LINUX_LOG, line);
        draft.device = device.equals(Device.UNKNOWN) ? null : device;
        draft.coprocessor = device.coprocessor();
        mailbox = new HistoryRows(draft);
        registers = new ExceptionDump(draft.warnings());
        if (!announced) {
            draft.warnings().atLine(line, "the line that announces the crash is missing: the log begins inside it");
        }
    }

    void startsAfter(List<SyslogLine> before) {
        draft.syslog.addAll(before);
    }

    /// Names the co-processor of a block whose lines do not.
    void attributeTo(Device likely) {
        draft.coprocessor = likely.coprocessor();
        attributed = true;
    }

    /// Whether a line that stands once in a crash comes a second time: a block whose beginning was cut off.
    boolean isRepeatedBy(String body) {
        return (body.startsWith(Shapes.TIME) && draft.time != null)
                || (body.startsWith(Shapes.VERSION) && draft.firmware.rtkit() != null);
    }

    /// Notes a line of the device that is none of the crash's: the next one's rest is not that of the crash's last.
    void passes() {
        last = Last.OTHER;
    }

    void read(String body, int number) {
        var text = new Scan(body);
        boolean follows = last == Last.MESSAGE;
        last = Last.OTHER;
        if (text.take(Shapes.ROW) || text.take(Shapes.ROW_WITHOUT_BLANK)) {
            mailbox.row(text, number);
            last = Last.ROW;
        } else if (text.take(Shapes.MESSAGE)) {
            messages.read(text, follows);
            last = Last.MESSAGE;
        } else if (text.take(Shapes.VERSION)) {
            version = text.skipBlanks().rawRest();
            draft.firmware = Firmware.parse(Escape.line(version.strip()), null);
            last = Last.VERSION;
        } else if (text.take(Shapes.TIME)) {
            last = text.skipBlanks().atEnd() ? Last.TIME : last;
            time(text, number);
        } else if (text.take(Shapes.EXCEPTION)) {
            last = Last.DUMP;
        } else if (text.take(Shapes.MAILBOX)) {
            mailbox.head(text);
        } else if (text.take(Shapes.SECTION)) {
            section(text);
        } else if (text.startsWith(Shapes.NO_FOOTER)) {
            draft.warnings().atLine(number, "the kernel did not find, or did not understand, the end of the crash log");
        } else {
            readFork(text, number);
        }
        warnOfGuess(text, number);
    }

    /// A version has blanks round its dash only: wrapped elsewhere, it goes on inside a word.
    private boolean continueVersion(Scan rest) {
        boolean atBlank = version.endsWith(" ") || version.endsWith("-") || version.endsWith(":");
        version = version.strip() + (atBlank || rest.peek() == '-' ? " " : "") + rest.rest();
        draft.firmware = Firmware.parse(Escape.line(version), null);
        draft.warnings().once(Wrapped.JOINED);
        return true;
    }

    private boolean continueTime(Scan rest) {
        last = Last.OTHER;
        time(rest.skipBlanks(), draft.line);
        draft.warnings().once(Wrapped.JOINED);
        return true;
    }

    private void warnOfGuess(Scan text, int number) {
        if (text.guessed()) {
            firstGuess = firstGuess == 0 ? number : firstGuess;
            guesses++;
        }
    }

    private void warnOfGuesses() {
        if (guesses > 0) {
            String more = guesses == 1 ? "" : "; so in " + (guesses - 1) + " more lines";
            draft.warnings().atLine(firstGuess, "letters in a number taken for the digits 0 and 1" + more);
        }
    }

    /// The kernel prints 64 bits as a signed decimal number.
    private void time(Scan text, int number) {
        if (text.atEnd()) {
            return;
        }
        boolean negative = text.take("-");
        boolean read = text.decimal() || text.decimalOrGuess();
        if (!read || !text.skipBlanks().atEnd()) {
            draft.warnings()
                    .atLine(
                            number,
                            "time of the crash not readable: ",
                            text.rewind().rest());
            return;
        }
        draft.time = negative ? -text.value() : text.value();
    }

    /// Lines that only kernels outside mainline print.
    private void readFork(Scan text, int number) {
        if (text.take(Shapes.CALL_STACK) || text.take(Shapes.FIRMWARE_STACK)) {
            faultingTask(text);
        } else if (text.take(Shapes.TASK)) {
            task(text);
        } else if (text.take(Shapes.DCP_MAP)) {
            mapping(text);
        } else if (text.take("RTKit: task=")) {
            task(text);
        } else if (text.take(Shapes.INDENTED) || (Shapes.isCollapsed(text.line()) && text.take("RTKit: "))) {
            indented(text.skipBlanks(), number);
        }
    }

    private void faultingTask(Scan text) {
        if (text.decimal() && text.value() <= Integer.MAX_VALUE) {
            draft.faultingTask = new TaskRef((int) text.value(), null);
        }
    }

    private void indented(Scan text, int number) {
        if (text.startsWith("#")) {
            text.word();
            text.skipBlanks();
        }
        if (text.contains(" -> ")) {
            mapping(text);
        } else if (text.hex()) {
            if (text.value() != 0) {
                draft.add(
                        draft.callStack,
                        new StackAddress(text.value()),
                        Limits.STACK_ADDRESSES,
                        "call stack addresses");
            }
        } else if (text.contains("_ERR_") && text.contains(" = ")) {
            String name = Escape.line(text.before(" = ")).toLowerCase(Locale.ROOT);
            if (!text.hex()) {
                draft.warnings().atLine(number, "error register not readable: ", name + " = " + text.rest());
            } else if (draft.asyncErrors.size() < Limits.REGISTERS) {
                draft.asyncErrors.put(name, text.value());
            }
        } else if (!text.atEnd()) {
            draft.warnings().atLine(number, "not understood: ", text.rest());
        }
    }

    /// `VA 0x.. -> DVA 0x.. flags 0x..`.
    private void mapping(Scan text) {
        text.take("VA ");
        if (!text.hex()) {
            return;
        }
        long virtual = text.value();
        if (text.skipPast("-> ") && (text.take("DVA ") || text.startsWith("0x")) && text.hex()) {
            long physical = text.value();
            long flags = text.skipPast("flags ") && text.hex() ? text.value() : 0;
            draft.add(draft.mappings, new MappedPage(virtual, physical, flags), Limits.RANGES, "page mappings");
        }
    }

    private void task(Scan text) {
        int id = text.decimal() && text.value() <= Integer.MAX_VALUE ? (int) text.value() : -1;
        String name = text.skipPast("name=") ? Escape.line(text.before(" pointers=")) : "";
        var task = new Task(id, name, -1, -1, -1, null, null, "", List.of(), false);
        draft.add(draft.tasks, task, Limits.TASKS, "tasks");
    }

    private void section(Scan text) {
        if (text.digits() && text.value() >>> 32 == 0) {
            String tag = CrashlogFormat.tagName((int) text.value());
            draft.add(draft.sections, new Section(tag, null, -1, 0, null), Limits.SECTIONS, "sections");
        }
    }

    boolean inDump() {
        return last == Last.DUMP;
    }

    /// A line of the exception dump, which has no `RTKit:`.
    boolean readDump(Scan line, int number) {
        boolean read = registers.read(line, number);
        warnOfGuess(line, number);
        if (!read && !line.isBlank() && inDump()) {
            draft.warnings()
                    .atLine(
                            number,
                            "not understood in the exception dump: ",
                            line.rewind().rest());
            last = Last.OTHER;
        }
        return read;
    }

    boolean continueLast(Scan rest) {
        return switch (last) {
            case MESSAGE -> messages.continueLast(rest);
            case ROW -> mailbox.continueLast(rest);
            case DUMP -> registers.continueLast(rest);
            case VERSION -> continueVersion(rest);
            case TIME -> continueTime(rest);
            case OTHER -> false;
        };
    }

    CrashReport report() {
        mailbox.finish();
        warnOfGuesses();
        draft.registers = registers.dump();
        draft.reason = messages.text();
        draft.kind = CrashKind.inferred(draft.reason, draft.registers);
        if (attributed) {
            draft.warnings()
                    .once("these lines name no device: taken for " + draft.coprocessor
                            + ", since the file names that driver only");
        }
        return draft.report();
    }
}
