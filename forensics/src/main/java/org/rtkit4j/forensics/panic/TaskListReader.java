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
    private final Lines lines;
    private final Draft draft;
    private final List<StackAddress> stack = new ArrayList<>();

    TaskListReader(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    void read() {
        while (lines.next()) {
            Scan line = PanicReader.begin(lines.scan());
            boolean known = line.atEnd() || line.startsWith("name ") || readStack(line) || readTask(line);
            if (!known) {
                lines.back();
                break;
            }
        }
        endStack();
    }

    /// Gives the addresses read so far to the last task.
    private void endStack() {
        if (!draft.tasks.isEmpty() && !stack.isEmpty()) {
            draft.tasks.set(draft.tasks.size() - 1, draft.tasks.getLast().withStack(stack));
        }
        stack.clear();
    }

    private boolean readStack(Scan line) {
        if (!line.startsWith("0x") && !line.startsWith("000000000")) {
            return false;
        }
        while (line.hex()) {
            if (line.value() != 0) {
                draft.add(stack, new StackAddress(line.value()), Limits.STACK_ADDRESSES, "addresses of a task's stack");
            }
            line.skipBlanks();
        }
        if (!line.atEnd()) {
            draft.warnings().atLine(lines.number(), "not an address in a task's stack: ", line.rest());
        }
        return true;
    }

    private boolean readTask(Scan line) {
        if (!line.contains("|") || !line.decimal() || line.value() > Integer.MAX_VALUE) {
            return false;
        }
        endStack();
        if (draft.tasks.size() == Limits.TASKS) {
            draft.warnings().once("more than " + Limits.TASKS + " tasks: the rest is left out");
            return true;
        }
        int id = (int) line.value();
        String name = Escape.line(line.before("|"));
        int priority = (int) number(line);
        line.before("|");
        long used = number(line);
        long size = line.take("/") ? number(line) : -1;
        line.before("|");
        String status = Escape.line(line.before("|"));
        Long resource = line.skipBlanks().hex() ? Long.valueOf(line.value()) : null;
        line.before("|");
        String note = Escape.line(line.rest());
        warnIfTorn(name, size, status);
        var task = new Task(
                id,
                name,
                priority,
                used,
                size,
                status.isEmpty() ? null : status,
                resource,
                note,
                List.of(),
                note.contains("Faulting task"));
        draft.tasks.add(task);
        return true;
    }

    private void warnIfTorn(String name, long size, String status) {
        if (name.isEmpty() || size < 0 || status.isEmpty()) {
            draft.warnings().atLine(lines.number(), "task row with missing columns: name=", name);
        }
    }

    private static long number(Scan line) {
        return line.skipBlanks().decimal() && line.value() <= Integer.MAX_VALUE ? line.value() : -1;
    }
}
