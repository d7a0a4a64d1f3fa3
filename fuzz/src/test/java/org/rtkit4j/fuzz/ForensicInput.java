package org.rtkit4j.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.coredump.CoreFile;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.json.ReportJson;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ReportFile;

/// A crash report of any contents: what has to hold whatever it is.
final class ForensicInput {
    /// The fuzzer's instrumentation allocates on the same thread.
    private static final int SLACK = 4;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Long runs measure and explain one input in so many: both take longer than reading. The choice is made by the
    /// input's contents, so that whatever was found is found again.
    private static final int MEASURED_ONE_IN = 256;

    private static final int EXPLAINED_ONE_IN = 1024;

    /// Where inputs are only a few, as in `verify`, everything is done with each.
    private static final boolean SAMPLES = Boolean.getBoolean("rtkit.fuzz.sample");

    private ForensicInput() {}

    /// Puts a beginning that the readers recognise in front of an input.
    static byte[] behind(String start, byte[] input) {
        byte[] head = start.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + input.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(input, 0, whole, head.length, input.length);
        return whole;
    }

    /// Reads within the stated memory; every so often does all that can be done with the result.
    static void useAll(byte[] input) {
        ReportFile file = CrashReports.read("x", input);
        if (isOneIn(MEASURED_ONE_IN, input)) {
            holdToMemory(input);
        }
        if (file.reports().isEmpty() == file.reason().isEmpty()) {
            throw new AssertionError("reports or a reason");
        }
        if (isOneIn(EXPLAINED_ONE_IN, input)) {
            use(file, input);
        }
    }

    /// Reads, and does all that can be done with the result.
    static void explain(byte[] input) {
        use(CrashReports.read("x", input), input);
    }

    /// Whether what takes longer is to be done with this input, too.
    static boolean isOneIn(int many, byte[] input) {
        return !SAMPLES || Arrays.hashCode(input) % many == 0;
    }

    /// Classes that an input is the first to need are instrumented on this thread; so what is too much is measured
    /// again.
    private static void holdToMemory(byte[] input) {
        long bound = SLACK * ((long) Limits.BYTES_PER_INPUT_BYTE * input.length + Limits.CONSTANT_BYTES);
        long bytes = bytesToRead(input);
        if (bytes > bound && bytesToRead(input) > bound) {
            throw new AssertionError("allocated " + bytes + " for an input of " + input.length);
        }
    }

    private static long bytesToRead(byte[] input) {
        long before = THREAD.getCurrentThreadAllocatedBytes();
        CrashReports.read("x", input);
        return THREAD.getCurrentThreadAllocatedBytes() - before;
    }

    private static void use(ReportFile file, byte[] input) {
        String text = Explanation.with(Style.PLAIN, true).of(file);
        if (text.chars().anyMatch(c -> c != '\n' && c != '→' && (c < 0x20 || c > 0x7e))) {
            throw new AssertionError("a control character in the explanation");
        }
        try {
            ReportJson.write(file, Writer.nullWriter());
            for (CrashReport report : file.reports()) {
                Fingerprint.of(report);
                CoreFile.write(report, null, 0, "x", input, OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
