package org.rtkit4j.forensics.m1n1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Firmware;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.model.MappedPage;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.forensics.requests.Ring;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.register.MailboxWord;

/// One crash as the Python client prints it: a heading for each section, its lines below.
///
/// ```text
/// RTKit Version: ..        Message 1: ..          Crash time: 0x..
/// Mailbox log (type 0, index 3):
///  #  0 @0x12345678 ep=0x37   0x2400000202
/// Call stack (task 27):
///   - 0x1000
/// ```
final class PythonDump {
    static final String HEADING = "### Crash dump:";

    private final Lines lines;
    private final Draft draft;
    private final PythonTasks tasks;
    private final PythonRegisters registers;
    private List<MailboxRow> rows = new ArrayList<>();
    private int mailboxType;
    private int mailboxIndex;
    private Part part = Part.NONE;

    /// The section that the lines belong to.
    private enum Part {
        NONE,
        MESSAGE,
        MAILBOX,
        STACK,
        ASYNC,
        EXCEPTION,
        TASKS,
        MAPPINGS,
        UNKNOWN
    }

    PythonDump(Lines lines) {
        this.lines = lines;
        this.draft = new Draft(Format.M1N1, lines.number());
        this.tasks = new PythonTasks(draft);
        this.registers = new PythonRegisters(draft.warnings());
    }

    /// Reads up to the next dump, a line of the console, or the end of the text.
    CrashReport read() {
        while (lines.next()) {
            Scan line = lines.scan();
            if (line.contains(HEADING) || line.contains(ConsoleCrash.PREFIX)) {
                lines.back();
                break;
            }
            if (!readHeading(line)) {
                readLine(line.rewind());
            }
        }
        return report();
    }

    private boolean readHeading(Scan line) {
        if (line.take("RTKit Version: ")) {
            return begin(Part.NONE, () -> draft.firmware = Firmware.parse(line.rest(), null));
        }
        if (line.startsWith("Message ") && line.contains(": ")) {
            line.skipPast(": ");
            return begin(Part.MESSAGE, () -> append(line));
        }
        if (line.take("Crash time: ")) {
            return begin(Part.NONE, () -> draft.time = line.hex() ? Long.valueOf(line.value()) : null);
        }
        if (line.take("Mailbox log (type ")) {
            return begin(Part.MAILBOX, () -> readMailboxHead(line));
        }
        if (line.take("Call stack (task ")) {
            return begin(Part.STACK, () -> readFaultingTask(line));
        }
        if (line.take("# ")) {
            return begin(Part.UNKNOWN, () -> tasks.beginSection(line));
        }
        return readPlainHeading(line);
    }

    private boolean readPlainHeading(Scan line) {
        if (line.startsWith("Async error info:")) {
            return begin(Part.ASYNC, () -> {});
        }
        if (line.startsWith("Exception info:")) {
            return begin(Part.EXCEPTION, () -> {});
        }
        if (line.startsWith("Tasks:")) {
            return begin(Part.TASKS, () -> {});
        }
        return line.startsWith("Ccdp:") && begin(Part.MAPPINGS, () -> {});
    }

    private boolean begin(Part next, Runnable reading) {
        finishMailbox();
        tasks.finishSection();
        part = next;
        reading.run();
        return true;
    }

    private void readLine(Scan line) {
        if (line.isBlank()) {
            return;
        }
        switch (part) {
            case MESSAGE -> append(line);
            case MAILBOX -> readRow(line);
            case STACK -> readAddress(line);
            case ASYNC -> readAsync(line);
            case EXCEPTION -> registers.read(line, lines.number());
            case TASKS -> tasks.read(line, lines.number());
            case MAPPINGS -> readMapping(line);
            case UNKNOWN -> tasks.readHex(line);
            case NONE -> {}
        }
    }

    private void append(Scan line) {
        if (draft.message.length() + (line.end() - line.position()) < Limits.MESSAGE_CHARS) {
            draft.message.append(draft.message.isEmpty() ? "" : "\n");
            line.appendRest(draft.message);
        }
    }

    private void readMailboxHead(Scan line) {
        mailboxType = line.decimal() ? (int) line.value() : 0;
        mailboxIndex = line.skipPast("index ") && line.decimal() ? (int) line.value() : 0;
    }

    private void readRow(Scan line) {
        boolean good = line.skipPast("@") && line.skipBlanks().hex();
        long time = line.value();
        good = good && line.skipBlanks().take("ep=") && line.skipBlanks().hex();
        long word = line.value();
        if (!good || !line.skipBlanks().hex() || !line.skipBlanks().atEnd()) {
            draft.tornRows++;
            draft.warnings()
                    .atLine(lines.number(), "mailbox row torn: ", line.rewind().rest());
            return;
        }
        int endpoint = (int) MailboxWord.ENDPOINT.get(word);
        var row = new MailboxRow(time, Direction.BOTH, endpoint, line.value(), word, MailboxRow.Kind.MESSAGE);
        draft.add(rows, row, Limits.ROWS_PER_LOG, "mailbox rows");
    }

    private void finishMailbox() {
        if (part == Part.MAILBOX) {
            List<MailboxRow> ordered = Ring.byLow32(rows).rows();
            var log = MailboxLog.history(draft.mailboxes.size(), mailboxType, mailboxIndex, ordered);
            draft.add(draft.mailboxes, log, Limits.MAILBOXES, "mailboxes");
            rows = new ArrayList<>();
        }
    }

    private void readFaultingTask(Scan line) {
        if (line.decimal() && line.value() <= Integer.MAX_VALUE) {
            draft.faultingTask = new TaskRef((int) line.value(), null);
        }
    }

    private void readAddress(Scan line) {
        if (line.skipBlanks().take("- ") && line.hex()) {
            draft.add(draft.callStack, new StackAddress(line.value()), Limits.STACK_ADDRESSES, "call stack addresses");
        }
    }

    /// `l2c_err_sts = 0x5000FBFC00000000` of the printed container.
    private void readAsync(Scan line) {
        if (line.contains("_err_") && line.contains(" = ")) {
            String name = Escape.line(line.before(" = ")).toLowerCase(Locale.ROOT);
            if ((line.hex() || line.decimal()) && draft.asyncErrors.size() < Limits.REGISTERS) {
                draft.asyncErrors.put(name, line.value());
            }
        }
    }

    /// ` 0x.. -> 0x..  : flags`; lines about a wrong address are m1n1's own remarks.
    private void readMapping(Scan line) {
        if (!line.skipBlanks().hex()) {
            return;
        }
        long virtual = line.value();
        if (line.skipPast("-> ") && line.hex()) {
            long physical = line.value();
            long flags = line.skipPast(": ") && line.digits() ? line.value() : 0;
            draft.add(draft.mappings, new MappedPage(virtual, physical, flags), Limits.RANGES, "page mappings");
        }
    }

    private CrashReport report() {
        finishMailbox();
        tasks.finishSection();
        draft.registers = registers.dump();
        draft.reason = Escape.text(draft.message.toString().strip());
        draft.kind = CrashKind.inferred(draft.reason, draft.registers);
        return draft.report();
    }
}
