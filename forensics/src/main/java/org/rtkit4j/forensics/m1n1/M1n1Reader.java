package org.rtkit4j.forensics.m1n1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.text.Haystack;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// Reads crashes that m1n1 printed.
///
/// ```text
/// console := { prefix "rtkit(" name "): " text }         "IOP crashed!" begins a crash
/// python  := "### Crash dump:" { section }               one after the other, with blank lines between
/// ```
///
/// Source: m1n1 `src/rtkit.c` and `proxyclient/m1n1/fw/asc/crash.py`; no log of a real machine was found.
public final class M1n1Reader {
    private final Lines lines;
    private final WarningList fileWarnings;
    private final Map<String, ConsoleCrash> open = new LinkedHashMap<>();
    private final List<CrashReport> reports = new ArrayList<>();
    private ConsoleCrash last = ConsoleCrash.NONE;

    private M1n1Reader(Lines lines, WarningList fileWarnings) {
        this.lines = lines;
        this.fileWarnings = fileWarnings;
    }

    /// Returns whether a text may hold such a crash.
    public static boolean recognises(Haystack text) {
        return text.contains(PythonDump.HEADING)
                || (text.contains(ConsoleCrash.ANNOUNCEMENT) && text.contains(ConsoleCrash.PREFIX));
    }

    /// Reads every crash of a text.
    ///
    /// @param linesBefore how many lines of the file stand before it
    public static List<CrashReport> read(String text, int linesBefore, WarningList fileWarnings) {
        var reader = new M1n1Reader(new Lines(text, linesBefore), fileWarnings);
        while (reader.lines.next()) {
            reader.readLine(reader.lines.scan());
        }
        reader.open.values().forEach(crash -> reader.keep(crash.report()));
        reader.reports.sort((a, b) -> Integer.compare(a.line(), b.line()));
        return reader.reports;
    }

    private void readLine(Scan line) {
        if (line.contains(PythonDump.HEADING)) {
            keep(new PythonDump(lines).read());
        } else if (line.skipPast(ConsoleCrash.PREFIX)) {
            readConsole(line);
        } else {
            last.continueMessage(line);
        }
    }

    private void readConsole(Scan line) {
        String name = line.before("): ");
        if (line.contains(ConsoleCrash.ANNOUNCEMENT)) {
            ConsoleCrash before = open.remove(name);
            if (before != null) {
                keep(before.report());
            }
            begin(name);
        } else {
            last = open.getOrDefault(name, ConsoleCrash.NONE);
            last.read(line, lines.number());
        }
    }

    private void begin(String name) {
        if (open.size() == Limits.DEVICES) {
            fileWarnings.once("more than " + Limits.DEVICES + " devices: the rest is left out");
            return;
        }
        last = new ConsoleCrash(name, lines.number());
        open.put(name, last);
    }

    private void keep(CrashReport report) {
        if (reports.size() < Limits.REPORTS) {
            reports.add(report);
        } else {
            fileWarnings.once("more than " + Limits.REPORTS + " reports: the rest is left out");
        }
    }
}
