package org.rtkit4j.forensics.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.coredump.CoreFile;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.json.AnswerDocument;
import org.rtkit4j.forensics.json.ReportJson;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.recording.ReportCapture;

/// A report that was read, in the forms in which the page gives it: JSON, text, a core file, a capture of its messages.
public final class ReadReport {
    private final ReportFile file;
    private final byte[] input;

    /// @param input what the file was read from: kept, and not to be changed, since a core file may hold it
    public ReadReport(ReportFile file, byte[] input) {
        this.file = file;
        this.input = input;
    }

    /// Reads whatever it is, with no more of a text in memory, beside the input, than one passage of it takes to read.
    ///
    /// @param name of the file, as the browser knows it
    public static ReadReport byPassages(String name, byte[] input) throws IOException {
        return byPassages(name, input, new ByteArrayInputStream(input));
    }

    /// As [#byPassages(String, byte\[\])], from a stream that may watch how far it is read.
    ///
    /// @param in gives `input`
    public static ReadReport byPassages(String name, byte[] input, InputStream in) throws IOException {
        return new ReadReport(CrashReports.read(name, in), input);
    }

    /// Returns what was read.
    public ReportFile file() {
        return file;
    }

    /// Writes all that was found, as compact JSON, and closes `out`.
    public void json(OutputStream out) throws IOException {
        ReportJson.writeCompact(file, out);
    }

    /// Returns what `rtkit explain` prints into a file: a screenful.
    ///
    /// @param all as its option `--all`: every part, with every row of every mailbox log
    public String text(boolean all) {
        Explanation explanation = Explanation.with(Style.PLAIN, all).wrappedTo(Explanation.USUAL_COLUMNS);
        return (all ? explanation : explanation.briefly()).of(file);
    }

    /// Returns what `rtkit explain --json` prints.
    public String document() throws IOException {
        var out = new StringWriter();
        AnswerDocument.write(List.of(file), out);
        return out.toString();
    }

    /// Returns a crash of this file, the first being 1.
    ///
    /// @throws IllegalArgumentException if it has no such crash
    public CrashReport crash(long number) {
        List<CrashReport> reports = file.reports();
        if (number < 1 || number > reports.size()) {
            throw new IllegalArgumentException("no such crash: number=" + number + ", crashes=" + reports.size());
        }
        return reports.get((int) number - 1);
    }

    /// Returns a crash as an ELF core file, without the firmware's image.
    public byte[] core(CrashReport crash) throws IOException {
        var out = new ByteArrayOutputStream();
        Long slide = crash.origin().aslrSlide();
        byte[] log = crash.format() == Format.RTKIT_CRASHLOG ? input : null;
        CoreFile.write(crash, null, slide == null ? 0 : slide, crash.origin().coprocessor(), log, out);
        return out.toByteArray();
    }

    /// Returns the messages before a crash as pcapng, or null where the report has none.
    public static byte @Nullable [] capture(CrashReport crash) throws IOException {
        return ReportCapture.of(List.of(crash));
    }
}
