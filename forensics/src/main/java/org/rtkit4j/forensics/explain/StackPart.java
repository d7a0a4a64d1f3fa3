package org.rtkit4j.forensics.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.Task;
import org.rtkit4j.forensics.model.TaskRef;

/// The call stack of the faulting task, and the table of all tasks.
final class StackPart {
    private static final int FEW = 24;
    private static final int NEARLY_FULL = 90;

    private StackPart() {}

    static void callStack(Page page, CrashReport report) {
        if (report.site().callStack().isEmpty()) {
            return;
        }
        TaskRef task = report.site().task();
        page.heading("Call stack" + (task == null ? "" : " of " + task) + ", innermost call first");
        Long slide = report.origin().aslrSlide();
        if (slide == null) {
            page.faint("The report gives no slide: addresses are as the firmware had them.");
        } else {
            page.explain(Term.SLIDE);
        }
        var table = new Table(">#", ">without slide", ">as loaded", "in");
        int number = 0;
        for (StackAddress address : report.site().callStack()) {
            String bare = slide == null ? "" : unslid(address, slide);
            String loaded = Sentence.hex(address.address());
            table.row(Integer.toString(number++), bare, loaded, page.caller(address.address()));
        }
        table.printWithoutEmptyColumns(page);
    }

    private static String unslid(StackAddress address, long slide) {
        return address.canUnslide(slide) ? Sentence.hex(address.unslid(slide)) : "below the slide";
    }

    static void tasks(Page page, CrashReport report) {
        List<Task> tasks = report.tasks();
        if (tasks.isEmpty()) {
            return;
        }
        page.heading("Tasks of the firmware: " + tasks.size());
        if (tasks.stream().anyMatch(task -> "SEMWAIT".equals(task.status()))) {
            page.explain(Term.SEMWAIT);
        }
        boolean cut = !page.all() && tasks.size() > FEW;
        var table =
                new Table("", ">id", "name", ">pri", ">stack used", ">full", "status", ">waits for", "innermost calls");
        int shown = 0;
        for (Task task : tasks) {
            if (!cut || isRemarkable(task)) {
                row(page, table, task, report.origin().aslrSlide());
                shown++;
            }
        }
        if (shown > 0) {
            table.print(page);
        }
        if (shown < tasks.size()) {
            page.faint("... " + (tasks.size() - shown) + " more sleep with room on their stacks, --all shows them");
        }
    }

    /// Whether a task is worth a line in the short table: not asleep, or its stack nearly used up.
    private static boolean isRemarkable(Task task) {
        boolean asleep = "SEMWAIT".equals(task.status()) || "WAITING".equals(task.status());
        return task.faulting() || !asleep || fill(task) >= NEARLY_FULL;
    }

    private static void row(Page page, Table table, Task task, @Nullable Long slide) {
        String resource = task.resource() == null || task.resource() == 0 ? "" : Sentence.hex(task.resource());
        String status = task.status() == null ? task.note() : task.status();
        table.row(
                task.faulting() ? "*" : "",
                Integer.toString(task.id()),
                task.name(),
                task.priority() < 0 ? "" : Integer.toString(task.priority()),
                task.stackSize() < 0 ? "" : task.stackUsed() + "/" + task.stackSize(),
                task.stackSize() <= 0 ? "" : fill(task) + "%",
                status,
                resource,
                task.faulting() ? "* crashed, see the call stack" : calls(page, task, slide));
    }

    private static long fill(Task task) {
        return task.stackSize() <= 0 ? 0 : 100 * task.stackUsed() / task.stackSize();
    }

    private static String calls(Page page, Task task, @Nullable Long slide) {
        var text = new StringBuilder();
        for (StackAddress address :
                task.stack().subList(0, Math.min(2, task.stack().size()))) {
            long slid = address.address();
            text.append(text.isEmpty() ? "" : " ");
            String name = page.caller(slid);
            if (!name.isEmpty()) {
                text.append(name);
                continue;
            }
            text.append(Sentence.hex(slide != null && address.canUnslide(slide) ? address.unslid(slide) : slid));
        }
        return text.toString();
    }
}
