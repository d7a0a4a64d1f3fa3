package org.rtkit4j.forensics.m1n1;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.Task;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Scan;

/// The lines below `Tasks:`, and the hex dumps of sections that m1n1 does not know.
///
/// ```text
/// * 27: dcpav (flags 0x1)
///   4: power @ 00a51950 (flags 0x0)
///    Stack: 0x0001d130 0x00021fa0
///    Unknowns: 00000000 ...
/// # Cnvr flags=0x0
/// 00000000  6d 54 43 50 01 00 00 00  00 00 00 00 00 00 00 00  |mTCP............|
/// ```
final class PythonTasks {
    /// What rows that stand for others may add, all sections of a dump together: a few bytes of text can ask for
    /// much.
    private static final int MOST_REPEATED_BYTES = 1 << 16;

    private final Draft draft;
    private String tag = "";
    private long flags;
    private int repeatedBytes;
    private final StringBuilder hex = new StringBuilder();

    PythonTasks(Draft draft) {
        this.draft = draft;
    }

    void read(Scan line, int number) {
        line.skipBlanks();
        if (line.take("Stack: ")) {
            stack(line);
        } else if (!line.startsWith("Unknowns: ")) {
            task(line, number);
        }
    }

    private void stack(Scan line) {
        List<StackAddress> stack = new ArrayList<>();
        while (line.skipBlanks().hex()) {
            if (line.value() != 0) {
                draft.add(stack, new StackAddress(line.value()), Limits.STACK_ADDRESSES, "addresses of a task's stack");
            }
        }
        if (!draft.tasks.isEmpty()) {
            draft.tasks.set(draft.tasks.size() - 1, draft.tasks.getLast().withStack(stack));
        }
    }

    private void task(Scan line, int number) {
        boolean faulting = line.take("* ");
        if (!line.skipBlanks().decimal() || line.value() > Integer.MAX_VALUE) {
            draft.warnings().atLine(number, "not a task: ", line.rest());
            return;
        }
        int id = (int) line.value();
        line.take(": ");
        String name = line.before(line.contains(" @ ") ? " @ " : " (flags ");
        String note = line.rewind().skipPast("(flags ") ? "flags " + Escape.line(line.before(")")) : "";
        var task = new Task(id, Escape.line(name), -1, -1, -1, null, null, note, List.of(), faulting);
        draft.add(draft.tasks, task, Limits.TASKS, "tasks");
    }

    void beginSection(Scan line) {
        tag = Escape.line(line.word());
        flags = line.skipPast("flags=") && line.hex() ? line.value() : 0;
    }

    /// One row of a hex dump; `*` stands for rows equal to the one before, whose number the next row's address tells.
    void readHex(Scan line) {
        if (!line.digits() || Long.compareUnsigned(line.value(), MOST_REPEATED_BYTES) > 0) {
            return;
        }
        repeatUpTo((int) line.value());
        for (int i = 0; i < 16 && line.skipBlanks().digits() && line.value() >>> 8 == 0; i++) {
            hex.append(Character.forDigit((int) line.value() >>> 4, 16));
            hex.append(Character.forDigit((int) line.value() & 0xf, 16));
        }
    }

    private void repeatUpTo(int bytes) {
        String row = hex.length() < 32 ? "" : hex.substring(hex.length() - 32);
        while (!row.isEmpty() && hex.length() + 32 <= 2 * bytes && repeatedBytes < MOST_REPEATED_BYTES) {
            hex.append(row);
            repeatedBytes += 16;
        }
    }

    void finishSection() {
        if (!tag.isEmpty()) {
            var section = new Section(tag, null, hex.length() / 2, flags, hex.toString());
            draft.add(draft.sections, section, Limits.SECTIONS, "sections");
        }
        tag = "";
        hex.setLength(0);
    }
}
