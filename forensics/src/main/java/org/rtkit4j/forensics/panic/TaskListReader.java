package org.rtkit4j.forensics.panic;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.Task;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// The task list: a row per task, and below it, except for the faulting task and on SMC firmware, its stack.
///
/// ```text
///    name                    | pri     | stack use | status     | resource | warning
///  4 power                   | 000     |  1776/65536 | RUNNABLE   | 0xa51950 |
///       0x0000000000386130 0x000000000038afa0
/// ```
final class TaskListReader {
    private static final int ADDRESS_DIGITS = 16;
    private static final int LEAST_BARS = 5;

    private final Lines lines;
    private final Draft draft;
    private final List<StackAddress> stack = new ArrayList<>();
    private boolean orphaned;

    TaskListReader(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    void read() {
        while (lines.next()) {
            Scan line = lines.scan().unquote();
            boolean known = line.atEnd() || readHead(line) || readStack(line) || readTask(line);
            if (!known && !PanicMarks.skips(line, lines, draft)) {
                lines.back();
                break;
            }
        }
        endStack();
    }

    /// The heads of the columns; and the mark behind a row, where a copy has wrapped it.
    private boolean readHead(Scan line) {
        if (line.startsWith("[Faulting task]") && !draft.tasks.isEmpty()) {
            draft.tasks.set(draft.tasks.size() - 1, draft.tasks.getLast().asFaulting());
            return true;
        }
        return line.startsWith("name ") || line.startsWith("| warning");
    }

    /// Gives the addresses read so far to the last task; those of a task whose row was not readable to none.
    private void endStack() {
        if (!draft.tasks.isEmpty() && !stack.isEmpty() && !orphaned) {
            draft.tasks.set(draft.tasks.size() - 1, draft.tasks.getLast().withStack(stack));
        }
        stack.clear();
    }

    private boolean readStack(Scan line) {
        if (!line.looksLikeHex() || line.contains("|")) {
            return false;
        }
        while (line.skipBlanks().looksLikeHex()) {
            if (!line.hex(ADDRESS_DIGITS)) {
                draft.warnings().atLine(lines.number(), "address of a task's stack not readable: ", line.word());
            } else if (line.value() != 0) {
                draft.add(stack, new StackAddress(line.value()), Limits.STACK_ADDRESSES, "addresses of a task's stack");
            }
        }
        if (!line.atEnd()) {
            draft.warnings().atLine(lines.number(), "not an address in a task's stack: ", line.rest());
        }
        return true;
    }

    /// Reads a row; where it ends too early, together with the line that it may go on in.
    private boolean readTask(Scan line) {
        if (!line.contains("|")) {
            return false;
        }
        int from = line.position();
        boolean extended = bars(line) < LEAST_BARS && lines.extend();
        if (extended && bars(line.moveTo(from)) != LEAST_BARS) {
            lines.shrink();
        }
        line.moveTo(from);
        endStack();
        orphaned = true;
        if (bars(line) < 2 || !line.decimalOrGuess()) {
            draft.warnings()
                    .atLine(
                            lines.number(),
                            "task row not readable: ",
                            line.moveTo(from).rest());
        } else if (draft.tasks.size() == Limits.TASKS) {
            draft.warnings().once("more than " + Limits.TASKS + " tasks: the rest is left out");
        } else {
            orphaned = false;
            draft.tasks.add(task((int) line.value(), line));
        }
        return true;
    }

    /// Whether a line has as many columns as a row.
    static boolean isRow(Scan line) {
        return bars(line) >= LEAST_BARS;
    }

    private static int bars(Scan line) {
        int bars = 0;
        int from = line.position();
        while (line.skipPast("|")) {
            bars++;
        }
        line.moveTo(from);
        return bars;
    }

    private Task task(int id, Scan line) {
        String name = Escape.line(line.before("|"));
        int priority = number(line);
        boolean torn = priority < 0;
        line.before("|");
        int used = number(line);
        int size = line.take("/") ? number(line) : -1;
        line.before("|");
        String status = Escape.line(line.before("|"));
        Long resource = line.skipBlanks().hex() ? Long.valueOf(line.value()) : null;
        line.before("|");
        String note = Escape.line(line.rest());
        if (torn || name.isEmpty() || used < 0 || size < 0 || status.isEmpty() || resource == null) {
            draft.warnings().atLine(lines.number(), "columns missing or not readable in a task's row: name=", name);
        }
        boolean whole = used >= 0 && size >= 0;
        return new Task(
                id,
                name,
                priority,
                whole ? used : -1,
                whole ? size : -1,
                status.isEmpty() ? null : status,
                resource,
                note,
                List.of(),
                note.contains("Faulting task"));
    }

    private static int number(Scan line) {
        return line.skipBlanks().decimalOrGuess() && line.value() <= Integer.MAX_VALUE ? (int) line.value() : -1;
    }
}
