package org.rtkit4j.forensics.explain;

import static org.rtkit4j.wire.crashlog.CrashlogFormat.tagName;

import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.model.SyslogLine;
import org.rtkit4j.wire.crashlog.CrashlogFormat;

/// The rest: what the firmware logged; memory, parts whose meaning is not known.
final class ClosingPart {
    private static final int NEWEST = 20;
    private static final int DATA_DIGITS = 64;
    private static final Map<String, String> CONTENTS = Map.of(
            tagName(CrashlogFormat.CVER), "version and UUID of the firmware",
            tagName(CrashlogFormat.CSTR), "message",
            tagName(CrashlogFormat.CTIM), "time of the crash",
            tagName(CrashlogFormat.CMBX), "mailbox log",
            tagName(CrashlogFormat.CRG8), "registers",
            tagName(CrashlogFormat.CRGA), "registers and stack of a 32-bit core",
            tagName(CrashlogFormat.CCST), "call stack of the faulting task",
            tagName(CrashlogFormat.CASC), "asynchronous errors of the core",
            tagName(CrashlogFormat.CRTK), "tasks and their stacks",
            tagName(CrashlogFormat.CCDP), "page mappings");

    private ClosingPart() {}

    static void print(Page page, CrashReport report) {
        memory(page, report);
        sections(page, report.sections());
    }

    static void syslog(Page page, List<SyslogLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        page.heading("What the firmware logged before: " + Sentence.count(lines.size(), "line", "lines"));
        int older = page.all() ? 0 : Math.max(0, lines.size() - NEWEST);
        if (older > 0) {
            page.faint("... " + older + " older, --all shows them");
        }
        for (SyslogLine line : lines.subList(older, lines.size())) {
            String when = line.when().isEmpty() ? "" : line.when() + " ";
            page.line("  " + when + (line.context().isEmpty() ? "" : line.context() + ": ") + line.text());
        }
    }

    private static void memory(Page page, CrashReport report) {
        if (report.pages().unmapped().isEmpty() && report.pages().mappings().isEmpty()) {
            return;
        }
        page.heading("Memory");
        if (!report.pages().unmapped().isEmpty()) {
            page.line("  " + Sentence.count(report.pages().unmapped().size(), "range", "ranges")
                    + " could not be put into a core dump: no mapping.");
        }
        if (!report.pages().mappings().isEmpty()) {
            page.line("  " + Sentence.count(report.pages().mappings().size(), "page mapping", "page mappings") + ".");
        }
        if (page.all()) {
            report.pages()
                    .unmapped()
                    .forEach(range -> page.line(
                            "    unmapped " + Sentence.hex(range.first()) + " - " + Sentence.hex(range.last())));
            report.pages()
                    .mappings()
                    .forEach(mapping -> page.line(
                            "    " + Sentence.hex(mapping.virtual()) + " -> " + Sentence.hex(mapping.physical())));
        }
    }

    private static void sections(Page page, List<Section> sections) {
        unprinted(page, sections.stream().filter(ClosingPart::isUnprinted).toList());
        List<Section> unknown =
                sections.stream().filter(section -> !isUnprinted(section)).toList();
        if (unknown.isEmpty()) {
            return;
        }
        page.heading("Parts whose meaning is not known");
        for (Section section : unknown) {
            String size =
                    section.sizeBytes() < 0 ? ", contents not in the report" : ", " + section.sizeBytes() + " bytes";
            page.line("  " + section.tag() + (section.version() == null ? "" : " version " + section.version()) + size);
            String data = section.dataHex();
            if (data != null && !data.isEmpty()) {
                page.line("    " + Sentence.groupedHex(data, page.all() ? Integer.MAX_VALUE : DATA_DIGITS));
            }
        }
    }

    /// Whether a section is one that we can read, had its contents been printed.
    private static boolean isUnprinted(Section section) {
        return section.dataHex() == null && CONTENTS.containsKey(section.tag());
    }

    private static void unprinted(Page page, List<Section> sections) {
        if (sections.isEmpty()) {
            return;
        }
        page.heading("In the binary crash log, but not printed in this report");
        for (Section section : sections) {
            page.line("  " + section.tag() + "  " + CONTENTS.get(section.tag()));
        }
    }
}
