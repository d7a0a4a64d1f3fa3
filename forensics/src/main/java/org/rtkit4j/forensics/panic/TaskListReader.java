package org.rtkit4j.forensics.panic;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.model.Draft;
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
                return;
            }
        }
    }

    private boolean readStack(Scan line) {
        if (!line.startsWith("0x") && !line.startsWith("000000000")) {
            return false;
        }
        List<StackAddress> addresses = new ArrayList<>();
        while (addresses.size() < Limits.STACK_ADDRESSES && line.hex()) {
            if (line.value() != 0) {
                addresses.add(new StackAddress(line.value()));
            }
            line.skipBlanks();
        }
        if (!line.atEnd()) {
            draft.warnings().atLine(lines.number(), "not an address in a task's stack: " + Escape.line(line.rest()));
        }
        append(addresses);
        return true;
    }

    private void append(List<StackAddress> addresses) {
        if (draft.tasks.isEmpty()) {
            return;
        }
        Task task = draft.tasks.getLast();
        var all = new ArrayList<>(task.stack());
        if (all.size() + addresses.size() <= Limits.STACK_ADDRESSES) {
            all.addAll(addresses);
            draft.tasks.set(draft.tasks.size() - 1, task.withStack(all));
        }
    }

    private boolean readTask(Scan line) {
        if (!line.contains("|") || !line.decimal() || line.value() > Integer.MAX_VALUE) {
            return false;
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
        draft.add(draft.tasks, task, Limits.TASKS, "tasks");
        return true;
    }

    private void warnIfTorn(String name, long size, String status) {
        if (name.isEmpty() || size < 0 || status.isEmpty()) {
            draft.warnings().atLine(lines.number(), "task row with missing columns: name=" + name);
        }
    }

    private static long number(Scan line) {
        return line.skipBlanks().decimal() && line.value() <= Integer.MAX_VALUE ? line.value() : -1;
    }
}
