package org.rtkit4j.fleet.table;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.analysis.ReportDate;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.SystemPanic;

/// What a row of `reports` is made of: one object of what `explain --json` prints on a file. That is a crash, with the
/// panic that it stands in; a panic without a crash; or a file without either.
///
/// @param source the file that it stands in
/// @param number its place among the objects of that file, from 0
/// @param panic null where there is none
/// @param crash null where no co-processor crashed
/// @param file what was read
/// @param verdict null for a file without a crash and a panic, as are the next two
/// @param subject also null where the report names none
/// @param made when, by its own words; null where it does not say
/// @param words the firmware's or the system's; of a file without a crash, why there is none
public record ReportAnswer(
        AnswerSource source,
        int number,
        @Nullable SystemPanic panic,
        @Nullable CrashReport crash,
        ReportFile file,
        @Nullable Verdict verdict,
        @Nullable Fingerprint fingerprint,
        @Nullable Subject subject,
        @Nullable Instant made,
        ReportWords words) {
    /// A crash of a co-processor.
    ///
    /// @param panic that it stands in, or null
    public static ReportAnswer of(
            AnswerSource source, int number, @Nullable SystemPanic panic, CrashReport crash, ReportFile file) {
        var words = ReportWords.of(crash.site().reason(), source.redaction());
        return new ReportAnswer(
                source,
                number,
                panic,
                crash,
                file,
                Verdict.of(crash),
                Fingerprint.of(crash),
                Subject.of(crash),
                ReportDate.of(source.name(), crash.details()),
                words);
    }

    /// A panic without one.
    public static ReportAnswer of(AnswerSource source, int number, SystemPanic panic, ReportFile file) {
        var words = ReportWords.of(panic.cause().message(), source.redaction());
        return new ReportAnswer(
                source,
                number,
                panic,
                null,
                file,
                Verdict.of(panic),
                Fingerprint.of(panic),
                Subject.of(panic),
                ReportDate.of(source.name(), panic.details()),
                words);
    }

    /// A file with neither.
    public static ReportAnswer none(AnswerSource source, ReportFile file) {
        var words = ReportWords.of(file.reason(), source.redaction());
        Instant made = ReportDate.of(source.name(), Map.of());
        return new ReportAnswer(source, 0, null, null, file, null, null, null, made, words);
    }

    String what() {
        return crash != null ? "crash" : panic != null ? "panic" : "none";
    }

    /// Returns a text of the report without what names somebody.
    @Nullable
    String text(@Nullable String text) {
        return text == null ? null : ReportWords.of(text, source.redaction()).text();
    }

    /// Returns what the group is made of. Numbers are taken out of it, so that half a serial number would be
    /// left, which no longer looks like one: of a message that names somebody it is left out.
    @Nullable
    String signature() {
        return fingerprint == null || words.namedSomebody() ? null : text(fingerprint.signature());
    }

    Map<String, String> details() {
        if (crash != null) {
            return crash.details();
        }
        return panic == null ? Map.of() : panic.details();
    }

    /// Returns what the report says of its machine: the panic's word, else the crash's detail; null where neither has
    /// it.
    @Nullable
    String machine(String ofPanic, String detail) {
        String said = ofPanic.isEmpty() ? details().getOrDefault(detail, "") : ofPanic;
        return said.isEmpty() ? null : text(said);
    }
}
