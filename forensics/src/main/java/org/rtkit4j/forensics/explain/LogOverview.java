package org.rtkit4j.forensics.explain;

import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.model.DeviceLog;
import org.rtkit4j.forensics.model.ReportFile;

/// What a Linux log says of co-processors that did not crash.
final class LogOverview {
    private static final int FEW = 8;

    private LogOverview() {}

    static void print(Page page, ReportFile file) {
        Map<String, String> system = file.log().system();
        if (!system.isEmpty()) {
            page.heading("The machine");
            system.forEach(page::fact);
        }
        for (DeviceLog log : file.log().devices()) {
            if (log.crashes() == 0) {
                device(page, log);
            }
        }
    }

    private static void device(Page page, DeviceLog log) {
        String who = CoprocessorRoles.describe(log.device().coprocessor());
        page.heading(Sentence.capital(who) + ", device " + log.device());
        for (int version : log.versions()) {
            page.line("  started, protocol version " + version);
        }
        for (String problem : log.problems()) {
            page.prose(page.style().alarm("problem: ") + problem);
        }
        if (log.problems().stream().anyMatch(problem -> problem.contains("outside SRAM region"))) {
            page.prose("The firmware asked for a buffer where the kernel allows none: the range lies outside the memory"
                    + " that the device tree gives this co-processor. The kernel refused, so the driver could not"
                    + " start.");
        }
        list(page, "message", "messages", "that the kernel does not know", log.unknown());
        list(
                page,
                "syslog line",
                "syslog lines",
                "of the firmware",
                log.syslog().stream()
                        .map(line -> (line.context() + ": " + line.text()).strip())
                        .toList());
    }

    private static void list(Page page, String one, String many, String what, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        page.line("  " + Sentence.count(lines.size(), one, many) + " " + what + ":");
        int older = page.all() ? 0 : Math.max(0, lines.size() - FEW);
        if (older > 0) {
            page.faint("  ... " + older + " older, --all shows them");
        }
        lines.subList(older, lines.size()).forEach(line -> page.line("    " + line));
    }
}
