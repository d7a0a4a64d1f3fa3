package org.rtkit4j.fleet.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.archive.ArchiveMembers;
import org.rtkit4j.archive.Archives;
import org.rtkit4j.fleet.privacy.Redaction;
import org.rtkit4j.fleet.table.AnswerSource;
import org.rtkit4j.fleet.table.LoggedMessage;
import org.rtkit4j.fleet.table.ReportAnswer;
import org.rtkit4j.fleet.table.UnreadableFile;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.decode.MessageDecoder;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.SystemPanic;

/// The rows of one input: a report, JSON lines, or all that an archive holds. Of reports the same objects, in the same
/// order, as `explain --json` prints.
final class ReportRows implements ArchiveMembers {
    private final String input;
    private final ReadRules rules;
    private final RowSink sink;
    private final @Nullable String knownDevice;
    private final boolean isLine;
    private final MemberNames names = new MemberNames();

    private long members;
    private long shown;
    private @Nullable ReportFile empty;

    private ReportRows(String input, ReadRules rules, @Nullable String device, boolean isLine, RowSink sink) {
        this.input = input;
        this.rules = rules;
        this.knownDevice = device == null ? keyInPath(input, rules.devicePath()) : device;
        this.isLine = isLine;
        this.sink = sink;
    }

    /// Those of a file.
    static ReportRows ofFile(String name, ReadRules rules, RowSink sink) {
        return new ReportRows(name, rules, null, false, sink);
    }

    /// Those of a report in a line; what it may be an archive of has no further lines.
    ///
    /// @param device the device's key where the line tells it, or null
    static ReportRows ofLine(String name, ReadRules rules, @Nullable String device, RowSink sink) {
        return new ReportRows(name, rules, device, true, sink);
    }

    private static @Nullable String keyInPath(String path, @Nullable String pattern) {
        if (pattern == null) {
            return null;
        }
        Matcher key = Pattern.compile(pattern).matcher(path);
        return key.find() && key.groupCount() > 0 ? DeviceKey.orNull(key.group(1)) : null;
    }

    /// Reads it to its end.
    ///
    /// @return how many files were found in it
    long readAll(InputStream in) {
        Archives.read(input, in, this);
        ReportFile only = empty;
        if (shown == 0 && members > 0) {
            ReportFile none = members == 1 && only != null
                    ? only
                    : ReportFile.none(input, "none of its %d files holds a crash or a panic".formatted(members));
            rows(source(none.name(), null), none);
        }
        return members;
    }

    @Override
    public void read(String name, InputStream content) throws IOException {
        String told = names.next(name);
        if (isLine || !LineRows.isNamed(name)) {
            report(told, name, content);
        } else if (rules.lineColumn() == null) {
            refuse(name, LineRows.NO_FIELD);
        } else {
            long reports = new LineRows(told, rules, sink).readAll(content);
            members += reports;
            shown += reports;
        }
    }

    private void report(String told, String name, InputStream content) throws IOException {
        byte[] head = content.readNBytes(DeviceKey.HEAD_BYTES);
        String key = knownDevice == null ? DeviceKey.in(head) : knownDevice;
        ReportFile file = CrashReports.read(name, new SequenceInputStream(new ByteArrayInputStream(head), content));
        members++;
        if (file.isRecognised()) {
            shown++;
            rows(source(told, key), file);
        } else {
            empty = file;
        }
    }

    @Override
    public void refuse(String name, String reason) {
        AnswerSource source = source(names.last(name), knownDevice);
        sink.unreadable(new UnreadableFile(source.file(), source.path(), safe(reason, source)));
    }

    // Messages of file systems begin with the file's name.
    private String safe(String reason, AnswerSource source) {
        String plain = input.replaceFirst("^[a-z0-9]+:/*", "/");
        return source.redaction().of(reason.replace(input, "the file").replace(plain, "the file"));
    }

    private AnswerSource source(String name, @Nullable String key) {
        Redaction redaction = key == null ? Redaction.COMMON : Redaction.COMMON.with(key);
        return new AnswerSource(
                rules.pseudonyms().file(name),
                rules.keepsPaths() ? name : null,
                name,
                key == null ? null : rules.pseudonyms().device(key),
                redaction);
    }

    private void rows(AnswerSource source, ReportFile file) {
        int number = 0;
        for (SystemPanic panic : file.panics()) {
            for (CrashReport crash : panic.crashes()) {
                crash(ReportAnswer.of(source, number++, panic, crash, file), crash);
            }
            if (panic.crashes().isEmpty()) {
                sink.answer(ReportAnswer.of(source, number++, panic, file));
            }
        }
        for (CrashReport crash : file.crashes()) {
            crash(ReportAnswer.of(source, number++, null, crash, file), crash);
        }
        if (number == 0) {
            sink.answer(ReportAnswer.none(source, file));
        }
    }

    private void crash(ReportAnswer answer, CrashReport crash) {
        sink.answer(answer);
        if (rules.takesMessages()) {
            messages(answer, crash, MessageDecoder.of(crash));
        }
    }

    private void messages(ReportAnswer answer, CrashReport crash, MessageDecoder decoder) {
        for (MailboxLog log : crash.logs().own()) {
            for (int i = 0; i < log.rows().size(); i++) {
                var row = log.rows().get(i);
                String endpoint = row.endpoint() < 0 ? null : decoder.endpointName(log, row);
                sink.message(new LoggedMessage(answer, log.name(), i, row, endpoint, decoder.describe(log, row)));
            }
        }
        ApLog ap = crash.logs().ap();
        for (int i = 0; i < (ap == null ? List.of() : ap.rows()).size() && ap != null; i++) {
            var row = ap.rows().get(i);
            String endpoint = row.isMessage() && row.endpoint() >= 0 ? decoder.endpointNameOnAp(row) : null;
            sink.message(new LoggedMessage(answer, "AP log", i, row, endpoint, decoder.describeOnAp(row)));
        }
    }
}
