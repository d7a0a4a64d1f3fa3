package org.rtkit4j.forensics.linux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Device;
import org.rtkit4j.forensics.model.DeviceLog;
import org.rtkit4j.forensics.model.DriverVerdict;
import org.rtkit4j.forensics.model.KernelLog;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.text.EntryPrefix;
import org.rtkit4j.forensics.text.Haystack;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// Reads the RTKit lines of a Linux kernel log, whatever stands before and between them.
///
/// ```text
/// line := prefix driver SP device ":" SP body
/// body := "RTKit: " text                            outside a crash, and most lines of one
///       | "  PSR    = 0x600012c5", "", ...          the lines of an exception dump
/// ```
///
/// Lines are sorted by device, so that co-processors may crash at the same time. A line without device and time that
/// directly follows one of ours is taken for its rest: logs are wrapped when they are pasted. What begins as the log's
/// entries do is an entry of its own.
/// Source: linux `rtkit.c`, `rtkit-crashlog.c` and forks of them; logs from public bug reports.
public final class LinuxReader {
    private static final String[] MARKS = {"RTKit", "macsmc-", "nvme-apple", ".gpu: "};
    /// How journalctl begins the lines that are no entries: `-- Boot 0123 --`, `-- No entries --`.
    private static final String BETWEEN_BOOTS = "-- ";

    private Lines lines = new Lines("");
    private final KernelLine line = new KernelLine();
    private final ReportBudget budget;
    private final WarningList fileWarnings;
    private final Map<String, DeviceGroup> groups = new LinkedHashMap<>();
    private @Nullable DeviceGroup last;
    private boolean lastHadPrefix;
    private EntryPrefix entries = EntryPrefix.NONE;
    private int continued;

    private final KnownDrivers drivers = new KnownDrivers();
    private final DriverLines verdicts = new DriverLines();
    private final SystemFacts system = new SystemFacts();

    public LinuxReader(WarningList fileWarnings) {
        this.fileWarnings = fileWarnings;
        this.budget = new ReportBudget(fileWarnings);
    }

    /// What one log holds.
    public record Result(List<CrashReport> reports, KernelLog log) {}

    /// Returns whether a text may be such a log.
    public static boolean recognises(Haystack text) {
        return text.containsOneOf(MARKS) || JournalJson.recognises(text) || SystemFacts.recognises(text);
    }

    /// Reads a log, or its next passage, which begins with a line of its own.
    ///
    /// @param linesBefore how many lines of the file stand before it
    public void read(Haystack text, int linesBefore) {
        Haystack messages = text.then(LinuxReader::messages);
        system.look(text, messages);
        lines = new Lines(messages.text(), linesBefore);
        while (lines.next()) {
            readLine();
        }
        entries = line.keptPrefixLike(entries);
        if (groups.containsKey("")) {
            drivers.look(text.text());
        }
    }

    /// What a journal's own layouts hold: the messages, each on its line.
    private static String messages(Haystack text) {
        if (JournalJson.recognises(text)) {
            return JournalJson.messages(text.text());
        }
        return JournalFields.recognises(text) ? JournalFields.messages(text.text()) : text.text();
    }

    /// Returns whether there are lines that what follows may go on.
    public boolean isInside() {
        return !groups.isEmpty() || system.isDiagnosis();
    }

    private void readLine() {
        Scan scan = lines.scan();
        if (scan.isBlank()) {
            last = null;
        } else if (!line.moveTo(scan)) {
            system.read(scan);
            continueLast(scan);
        } else if (line.isRtkit()) {
            readRtkit();
        } else {
            readOther();
        }
    }

    private void readRtkit() {
        String body = line.body();
        if (!line.hasDevice() && isVersion(body)) {
            continueLast(lines.scan());
            return;
        }
        last = null;
        if (!Shapes.isKnown(body)) {
            verdicts.read(line, lines.number());
            if (!line.hasDevice()) {
                return;
            }
        }
        DeviceGroup group = group();
        if (group == null) {
            fileWarnings.once("more than " + Limits.DEVICES + " devices: the rest is left out");
            return;
        }
        group.read(line, body, lines.number());
        last = group;
        lastHadPrefix = line.hasPrefix();
        line.keepPrefix();
        continued = 0;
    }

    /// Whether a line is the rest of one that was wrapped before the version's number.
    private static boolean isVersion(String body) {
        String version = body.startsWith("RTKit: ") ? body.substring(7) : body;
        return version.startsWith("RTKit-") || version.startsWith("RTKit_");
    }

    /// A line of a known device that is not RTKit's own: the rest of an exception dump, or the driver speaking.
    private void readOther() {
        DeviceGroup group = groups.get(line.deviceName());
        last = null;
        verdicts.read(line, lines.number());
        if (group != null) {
            group.readOther(line.body(), lines.number());
            last = group;
            lastHadPrefix = line.hasPrefix();
            continued = 0;
        }
    }

    private void continueLast(Scan scan) {
        if (isDictionary(scan)) {
            return;
        }
        DeviceGroup bare = groups.get("");
        DeviceGroup group = last;
        if ((bare != null && bare.readBareDump(scan, lines.number())) || group == null) {
            return;
        }
        entries = line.keptPrefixLike(entries);
        boolean hasOwnPrefix = scan.first() == '['
                || scan.first() == '<'
                || scan.first() == '#'
                || scan.startsWith(BETWEEN_BOOTS)
                || entries.endIn(scan.source(), scan.start(), scan.end()) >= 0;
        boolean indented = scan.first() == ' ' || scan.first() == '\t';
        boolean belongs = !hasOwnPrefix && (lastHadPrefix || indented) && continued < Limits.CONTINUATIONS;
        continued++;
        if (!belongs || !group.continueLast(scan.rewind())) {
            last = null;
        }
    }

    /// ` SUBSYSTEM=platform`: what a record of `/dev/kmsg` says of its device, below its text.
    /// Source: linux `Documentation/ABI/testing/dev-kmsg`.
    private static boolean isDictionary(Scan scan) {
        int equals = scan.first() == ' ' ? scan.rewind().find("=") : -1;
        boolean isOne = equals > scan.start() + 1;
        for (int i = scan.start() + 1; isOne && i < equals; i++) {
            char c = scan.source().charAt(i);
            isOne = (c >= 'A' && c <= 'Z') || c == '_';
        }
        return isOne;
    }

    private @Nullable DeviceGroup group() {
        String key = line.deviceName();
        DeviceGroup group = groups.get(key);
        if (group == null && groups.size() < Limits.DEVICES) {
            group = new DeviceGroup(line.device(), budget, fileWarnings);
            groups.put(key, group);
        }
        return group;
    }

    /// Returns what was read; nothing is read behind it.
    public Result result() {
        List<CrashReport> reports = new ArrayList<>();
        List<DeviceLog> devices = new ArrayList<>();
        Device likely = groups.containsKey("") ? likely() : null;
        for (DeviceGroup group : groups.values()) {
            group.finish(likely);
            reports.addAll(group.reports());
            devices.add(group.log());
        }
        reports.sort((a, b) -> Integer.compare(a.line(), b.line()));
        return new Result(Duplicates.merge(reports), log(devices));
    }

    /// Whom lines without a device speak of, if that can be told.
    private @Nullable Device likely() {
        groups.values().forEach(group -> drivers.look(group.device().driver()));
        return drivers.only();
    }

    private KernelLog log(List<DeviceLog> devices) {
        List<DriverVerdict> said = verdicts.verdicts();
        boolean isLog = !devices.isEmpty() || !said.isEmpty() || system.isDiagnosis();
        return isLog ? new KernelLog(devices, said, system.facts()) : KernelLog.NONE;
    }
}
