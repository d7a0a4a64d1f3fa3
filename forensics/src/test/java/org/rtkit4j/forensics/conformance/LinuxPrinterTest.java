package org.rtkit4j.forensics.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.LogBytes;
import org.rtkit4j.forensics.binary.BinaryCrashlog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.testkit.crashlog.CrashlogFile;
import org.rtkit4j.testkit.crashlog.CrashlogSection;
import org.rtkit4j.testkit.crashlog.NoCrashlogException;

/// Linux prints a hundred generated logs. What our reader of kernel logs makes of the print, and what our reader of
/// binary logs makes of the log, agree on everything that the printer prints.
///
/// Two habits of the printer bound the generator. It takes a section's size for that of its payload and looks 16 bytes
/// into the next section for line feeds: no head of ours has one. And it has no notion of text
/// without a final NUL. One thing the print does not tell: where a message ends that the next one follows with the same
/// id. Neighbours of ours differ in it.
class LinuxPrinterTest {
    private static final int LOGS = 100;
    private static final Set<String> PRINTED = Set.of("Cver", "Cstr", "Ctim", "Cmbx");
    private static final String[] OTHERS = {"Crg8", "CrgA", "Ccst", "CasC", "Crtk", "Ccdp", "Cpct", "Cnvr", "Csta"};
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789 :.,()[]<>\"'%/\\#=-_";

    @TempDir
    private Path folder = Path.of("");

    private final SplittableRandom random = new SplittableRandom(seed());

    private int nextId = 1;

    private static long seed() {
        return Long.getLong("seed", 6001);
    }

    @Test
    void printsWhatWeRead() throws Exception {
        LinuxPrinter linux = LinuxPrinter.compiledIn(folder);
        for (int i = 0; i < LOGS; i++) {
            byte[] log = randomLog();
            String print = linux.print(log);
            agree(log, print);
        }
    }

    private static void agree(byte[] log, String print) throws NoCrashlogException {
        ReportFile file = CrashReports.read("log", print.getBytes(StandardCharsets.UTF_8));
        assertEquals(1, file.reports().size(), print);
        CrashReport printed = file.reports().getFirst();
        CrashReport read = BinaryCrashlog.read(log, "DCP");
        assertEquals(read.site().reason(), printed.site().reason(), print);
        assertEquals(
                read.site().kind().word().equals("exception")
                        ? "crash"
                        : read.site().kind().word(),
                printed.site().kind().word(),
                print);
        assertEquals(read.site().time(), printed.site().time(), print);
        assertEquals(
                read.origin().firmware().rtkit(), printed.origin().firmware().rtkit(), print);
        assertEquals(
                read.origin().firmware().client(), printed.origin().firmware().client(), print);
        assertEquals(read.logs().own(), printed.logs().own(), print);
        CrashlogFile sections = CrashlogFile.read(log);
        assertEquals(
                sections.sections().stream()
                        .map(CrashlogSection::name)
                        .filter(name -> !PRINTED.contains(name))
                        .toList(),
                printed.sections().stream().map(Section::tag).toList(),
                print);
        boolean missed =
                printed.warnings().stream().anyMatch(warning -> warning.text().contains("the end of the crash log"));
        assertEquals(!sections.hasFooter(), missed, print);
        assertEquals(List.of("DCP"), List.of(printed.origin().coprocessor()));
    }

    private byte[] randomLog() {
        List<String> tags = new ArrayList<>(List.of("Cver", "Ctim"));
        for (int i = random.nextInt(3); i >= 0; i--) {
            tags.add("Cstr");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.add("Cmbx");
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            tags.add(OTHERS[random.nextInt(OTHERS.length)]);
        }
        tags.removeIf(_ -> random.nextInt(8) == 0);
        var log = new LogBytes();
        while (!tags.isEmpty()) {
            section(log, tags.remove(random.nextInt(tags.size())));
        }
        return random.nextInt(4) == 0 ? log.withoutFooter() : log.finished();
    }

    private void section(LogBytes log, String tag) {
        log.begin(tag);
        switch (tag) {
            case "Cver" -> log.pad(16).text(version()).text("\0");
            case "Ctim" -> log.u64(random.nextLong() >>> random.nextInt(2, 40));
            case "Cstr" ->
                log.u32(random.nextInt(3) == 0 ? 0x6675_4261 + (nextId++ & 0xf) : nextId++)
                        .text(message())
                        .text("\0");
            case "Cmbx" -> mailbox(log);
            default -> log.pad(4 * random.nextInt(64));
        }
        log.end();
    }

    private String version() {
        return random.nextBoolean()
                ? "RTKit: RTKit-1827.120.2.debug - Client: invented.release"
                : "RTKit-" + letters(12);
    }

    /// Several lines, some of them empty; also one that ends in a line feed, as firmware's do.
    private String message() {
        var text = new StringBuilder();
        for (int lines = random.nextInt(1, 4); lines > 0; lines--) {
            text.append(random.nextInt(6) == 0 ? "" : "assert " + letters(random.nextInt(1, 60)));
            text.append(lines > 1 || random.nextBoolean() ? "\n" : "");
        }
        return text.toString();
    }

    private String letters(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString().strip();
    }

    private void mailbox(LogBytes log) {
        log.pad(16).u32(random.nextInt(5)).u32(0).u32(random.nextInt(64));
        int time = random.nextInt();
        for (int rows = random.nextInt(60); rows > 0; rows--) {
            time += random.nextInt(1, 100_000);
            log.u64(random.nextInt(0, 0x40)).u64(random.nextLong()).u32(time).u32(0);
        }
    }
}
