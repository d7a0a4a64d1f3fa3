package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.model.ReportFile;

/// The machine that the command runs on, and its newest report: of macOS the newest panic in its folders of reports, of
/// Linux the kernel's log of this boot, or that of the last one where only that holds a crash.
public final class OwnMachine {
    /// A folder that stands for the machine: where its files are, and its programs.
    private static final String ROOT = "rtkit.machine";

    private static final List<String> REPORTS =
            List.of("Library/Logs/DiagnosticReports", "Library/Logs/DiagnosticReports/Retired");
    private static final List<String> JOURNALS = List.of("usr/bin/journalctl", "bin/journalctl");
    private static final List<String> LOGS = List.of("var/log/kern.log", "var/log/messages", "var/log/dmesg");

    private final Path root;

    public OwnMachine() {
        root = Path.of(System.getProperty(ROOT, "/"));
    }

    /// Reads the newest report, whatever it holds; its name says what was read.
    ///
    /// @throws BadInputException if the machine has none, or it cannot be read
    ReportFile newest() throws BadInputException {
        try {
            List<Path> panics = panics();
            if (!panics.isEmpty()) {
                return read(panics.getLast());
            }
            return kernelLog();
        } catch (IOException e) {
            throw new BadInputException("its reports cannot be read: " + IoReason.of(e));
        }
    }

    /// Reads the kernel's log of this boot, or that of the last one where only that holds a crash.
    ///
    /// @throws BadInputException if there is none that can be read
    public ReportFile log() throws BadInputException {
        try {
            return kernelLog();
        } catch (IOException e) {
            throw new BadInputException("cannot be read: " + IoReason.of(e));
        }
    }

    private ReportFile kernelLog() throws IOException, BadInputException {
        Path journal = first(JOURNALS);
        return journal == null ? logFile() : journal(journal);
    }

    private @Nullable Path first(List<String> names) {
        return names.stream()
                .map(root::resolve)
                .filter(Files::isReadable)
                .findFirst()
                .orElse(null);
    }

    /// The panic reports, the newest last.
    private List<Path> panics() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : REPORTS) {
            Path reports = root.resolve(folder);
            if (Files.isDirectory(reports)) {
                try (Stream<Path> files = Files.list(reports)) {
                    files.filter(OwnMachine::isPanic).forEach(found::add);
                }
            }
        }
        found.sort(Comparator.comparing(OwnMachine::written));
        return found;
    }

    private static boolean isPanic(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean isNamed = name.startsWith("panic") || name.startsWith("kernel");
        return Files.isRegularFile(file) && (name.endsWith(".panic") || (isNamed && name.endsWith(".ips")));
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }

    private static ReportFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CrashReports.read(file.toString(), in);
        }
    }

    private static ReportFile journal(Path journal) throws IOException {
        ReportFile current = boot(journal, "0");
        if (current.isAnswered()) {
            return current;
        }
        ReportFile last = boot(journal, "-1");
        return last.isAnswered() ? last : current;
    }

    private static ReportFile boot(Path journal, String boot) throws IOException {
        List<String> command =
                List.of(journal.toString(), "--dmesg", "--boot=" + boot, "--output=short-precise", "--no-pager");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        try (InputStream in = process.getInputStream()) {
            return CrashReports.read("journalctl --dmesg --boot=" + boot, in);
        } finally {
            process.destroy();
        }
    }

    private ReportFile logFile() throws IOException, BadInputException {
        Path log = first(LOGS);
        if (log == null) {
            throw new BadInputException("no panic report, no journal and no kernel log that can be read: name a file");
        }
        return read(log);
    }
}
