package org.rtkit4j.forensics.panic;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.PanicTrace;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Scan;

/// Where a system stopped: the task, and the kernel extensions in the backtrace.
///
/// ```text
/// Panicked task 0xfffffe1b11112222: 0 pages, 500 threads: pid 0: kernel_task
///       Kernel Extensions in backtrace:
///          com.apple.driver.RTBuddy(1.0)[...]@0xfffffff044844fc0->0xfffffff044887037
///             dependency: com.apple.driver.AppleARMPlatform(1.0.2)[...]@...
/// ```
final class TraceLines {
    private final List<String> extensions = new ArrayList<>();
    private String initiator;
    private String task = "";
    private boolean inExtensions;

    TraceLines(String initiator) {
        this.initiator = initiator;
    }

    /// Reads a line; false where it is none of these.
    boolean read(Scan line) {
        if (inExtensions && readExtension(line)) {
            return true;
        }
        inExtensions = line.startsWith("Kernel Extensions in backtrace");
        if (line.take("Panicked task")) {
            String rest = line.rest();
            keepTask(rest.substring(Math.max(0, rest.indexOf("pid "))));
        } else if (line.contains("process name corresponding to current thread")
                || line.startsWith("Process name corresponding to current thread")) {
            line.skipPast(": ");
            keepTask(line.rest());
        } else if (line.take("Panic Initiator:")) {
            initiator = initiator.isEmpty() ? line.rest() : initiator;
        } else {
            return inExtensions;
        }
        return true;
    }

    private void keepTask(String text) {
        task = task.isEmpty() ? text : task;
    }

    private boolean readExtension(Scan line) {
        if (line.startsWith("dependency:")) {
            return true;
        }
        int bracket = line.find("(");
        if (bracket < 0 || !(line.startsWith("com.") || line.startsWith("org."))) {
            return false;
        }
        String name = Escape.line(line.before("("));
        if (extensions.size() < Limits.DETAILS) {
            extensions.add(name);
        }
        return true;
    }

    PanicTrace trace() {
        return new PanicTrace(initiator, task, extensions);
    }
}
