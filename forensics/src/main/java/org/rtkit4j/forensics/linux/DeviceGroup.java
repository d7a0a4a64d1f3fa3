package org.rtkit4j.forensics.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Device;
import org.rtkit4j.forensics.model.DeviceLog;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.SyslogLine;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Scan;

/// The lines of one device: what it said, and its crashes.
final class DeviceGroup {
    private Device device;
    private final ReportBudget budget;
    private final WarningList fileWarnings;
    private final List<Integer> versions = new ArrayList<>();
    private final List<SyslogLine> syslog = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<CrashReport> reports = new ArrayList<>();
    private @Nullable CrashBlock crash;
    private int syslogAtStart;
    private boolean lastWasSyslog;

    DeviceGroup(Device device, ReportBudget budget, WarningList fileWarnings) {
        this.device = device;
        this.budget = budget;
        this.fileWarnings = fileWarnings;
    }

    void read(KernelLine line, String body, int number) {
        lastWasSyslog = false;
        if (Shapes.isOfCrash(body)) {
            readCrash(body, number);
            return;
        }
        if (crash != null) {
            crash.passes();
        }
        if (body.startsWith(Shapes.HELLO)) {
            readHello(new Scan(body.substring(Shapes.HELLO.length())));
        } else if (body.startsWith(Shapes.SYSLOG)) {
            readSyslog(line, body, number);
        } else if (body.startsWith(Shapes.SRAM) || Shapes.isLogFault(body)) {
            keep(problems, body);
        } else {
            keep(unknown, body.startsWith("RTKit: ") ? body.substring(7) : body);
        }
    }

    private void readCrash(String body, int number) {
        CrashBlock open = crash;
        boolean isRow = open != null && body.startsWith(Shapes.ROW);
        if (!isRow && (open == null || body.startsWith(Shapes.CRASHED) || open.isRepeatedBy(body))) {
            finishCrash();
            open = budget.take() ? newCrash(number, body.startsWith(Shapes.CRASHED)) : null;
            crash = open;
        }
        if (open != null) {
            open.read(body, number);
        }
    }

    private CrashBlock newCrash(int number, boolean announced) {
        var block = new CrashBlock(device, number, announced);
        int from = Math.max(syslogAtStart, syslog.size() - Limits.SYSLOG_BEFORE_CRASH);
        block.startsAfter(syslog.subList(from, syslog.size()));
        syslogAtStart = syslog.size();
        return block;
    }

    private void readHello(Scan rest) {
        finishCrash();
        syslogAtStart = syslog.size();
        if (rest.decimal() && versions.size() < Limits.RANGES) {
            versions.add((int) Math.min(rest.value(), Integer.MAX_VALUE));
        }
    }

    private void readSyslog(KernelLine line, String body, int number) {
        var text = new Scan(body).moveTo(Shapes.SYSLOG.length());
        String context = text.contains(": ") ? Escape.line(text.before(": ")) : "";
        if (syslog.size() == Limits.SYSLOG_LINES) {
            dropOlderSyslog();
        }
        syslog.add(new SyslogLine(line.when(), context, Escape.line(text.rest()), number));
        lastWasSyslog = true;
    }

    /// What was said last before a crash matters most.
    private void dropOlderSyslog() {
        int dropped = syslog.size() / 2;
        syslog.subList(0, dropped).clear();
        syslogAtStart = Math.max(0, syslogAtStart - dropped);
        fileWarnings.once("more than " + Limits.SYSLOG_LINES + " syslog lines of a device: only the newest are kept");
    }

    /// A line of the device that does not begin with `RTKit`.
    void readOther(String body, int number) {
        CrashBlock open = crash;
        boolean dump = body.isBlank() || body.startsWith(" ") || (open != null && open.inDump() && body.contains("="));
        if (open != null && dump) {
            open.readDump(new Scan(body), number);
        } else if (body.contains("ailed") || body.contains("rror")) {
            keep(problems, body);
        }
    }

    /// A line of an exception dump in a log that was stripped of prefixes and devices.
    boolean readBareDump(Scan line, int number) {
        CrashBlock open = crash;
        return open != null && open.inDump() && open.readDump(line.rewind(), number);
    }

    /// Takes the rest of a wrapped line; false where the last line was complete.
    boolean continueLast(Scan rest) {
        if (lastWasSyslog) {
            SyslogLine open = syslog.removeLast();
            String text = open.text() + " " + Escape.line(rest.rest());
            syslog.add(new SyslogLine(open.when(), open.context(), text, open.line()));
            return true;
        }
        CrashBlock open = crash;
        return open != null && open.continueLast(rest);
    }

    private void finishCrash() {
        CrashBlock open = crash;
        crash = null;
        if (open != null) {
            reports.add(open.report());
        }
    }

    /// Ends the log.
    ///
    /// @param likely whom lines without a device speak of, if that can be told
    void finish(@Nullable Device likely) {
        CrashBlock open = crash;
        if (device.equals(Device.UNKNOWN) && likely != null) {
            device = likely;
            if (open != null) {
                open.attributeTo(likely);
            }
        }
        finishCrash();
    }

    Device device() {
        return device;
    }

    List<CrashReport> reports() {
        return reports;
    }

    DeviceLog log() {
        return new DeviceLog(device, versions, syslog, unknown, problems, reports.size());
    }

    private void keep(List<String> list, String text) {
        if (list.size() < Limits.RANGES) {
            list.add(Escape.line(text.strip()));
        } else {
            fileWarnings.once("more than " + Limits.RANGES + " lines of one kind: the rest is left out");
        }
    }
}
