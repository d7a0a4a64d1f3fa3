package org.rtkit4j.forensics.assembly;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.AddressRange;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.CrashOrigin;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.CrashSite;
import org.rtkit4j.forensics.model.Device;
import org.rtkit4j.forensics.model.Firmware;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxLogs;
import org.rtkit4j.forensics.model.MappedPage;
import org.rtkit4j.forensics.model.MemoryPages;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.SyslogLine;
import org.rtkit4j.forensics.model.Task;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.forensics.model.WarningList;

/// A report under construction: what a reader has understood so far. Keeps every list within [Limits].
public final class Draft {
    public final Format format;
    public final int line;
    public String coprocessor = CrashOrigin.UNKNOWN;
    /// Whether the name is a guess.
    public boolean isGuessed;

    public @Nullable Device device;
    public CrashKind kind = CrashKind.UNKNOWN;
    public String reason = "";
    public Firmware firmware = Firmware.UNKNOWN;
    public @Nullable Long time;
    public @Nullable Long aslrSlide;
    public @Nullable TaskRef faultingTask;
    public @Nullable RegisterDump registers;
    public @Nullable ApLog apLog;
    public final List<StackAddress> callStack = new ArrayList<>();
    public final Map<String, Long> asyncErrors = new LinkedHashMap<>();
    public final List<Task> tasks = new ArrayList<>();
    public final List<MailboxLog> mailboxes = new ArrayList<>();
    public final List<MappedPage> mappings = new ArrayList<>();
    public final List<AddressRange> unmapped = new ArrayList<>();
    public final List<Section> sections = new ArrayList<>();
    public final List<SyslogLine> syslog = new ArrayList<>();
    public final Map<String, String> details = new LinkedHashMap<>();
    /// A reason that comes in several parts, while it is put together.
    public final StringBuilder message = new StringBuilder(0);

    /// Rows of mailbox logs that were there and could not be read.
    public int tornRows;

    private final Set<String> full = new HashSet<>(0);
    private final WarningList warnings = new WarningList();

    public Draft(Format format, int line) {
        this.format = format;
        this.line = line;
    }

    public WarningList warnings() {
        return warnings;
    }

    /// Adds an element unless the list is full; the first refusal leaves a warning.
    public <T> boolean add(List<T> list, T element, int limit, String what) {
        if (list.size() < limit) {
            return list.add(element);
        }
        if (full.add(what)) {
            warnings.once("more than " + limit + " " + what + ": the rest is left out");
        }
        return false;
    }

    /// Keeps the first value of a detail.
    public void detail(String name, String value) {
        if (details.size() < Limits.DETAILS) {
            details.putIfAbsent(name, value);
        }
    }

    /// Names the co-processor by its firmware's client where nothing else does; a warning says that it is a guess.
    ///
    /// @param why what is missing
    public void guessCoprocessor(String why) {
        String client = firmware.client();
        String guess = client == null ? "" : ClientName.coprocessor(client);
        if (coprocessor.equals(CrashOrigin.UNKNOWN) && !guess.isEmpty()) {
            coprocessor = guess;
            isGuessed = true;
            warnings.once(why + ": " + guess + " is guessed from the client's name");
        }
    }

    /// Returns the report as far as it is known; the faulting task is marked in the task list.
    public CrashReport report() {
        markFaultingTask();
        if (tornRows > 0) {
            detail(CrashReport.TORN_ROWS, Integer.toString(tornRows));
        }
        return new CrashReport(
                format,
                line,
                new CrashOrigin(coprocessor, isGuessed, device, firmware, aslrSlide),
                new CrashSite(kind, reason, time, faultingTask, callStack, registers, asyncErrors),
                tasks,
                new MailboxLogs(mailboxes, apLog, tornRows),
                new MemoryPages(mappings, unmapped),
                sections,
                syslog,
                details,
                warnings.list());
    }

    private void markFaultingTask() {
        TaskRef faulting = faultingTask;
        if (faulting == null || faulting.id() < 0) {
            return;
        }
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            if (task.id() == faulting.id()) {
                tasks.set(i, task.asFaulting());
                faultingTask = faulting.name() == null ? new TaskRef(task.id(), task.name()) : faulting;
                return;
            }
        }
    }
}
