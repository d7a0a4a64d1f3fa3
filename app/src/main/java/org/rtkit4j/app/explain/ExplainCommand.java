package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.json.ReportJson;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ReportFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit explain`: reads crash reports and says what happened.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Explains a co-processor's crash: what crashed, in which firmware, where and why, with the evidence.",
            "Reads macOS and iOS panic reports (text or .ips), Linux kernel logs and binary RTKit crash logs.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rtkit explain /Library/Logs/DiagnosticReports/panic-full-2026-01-01.panic",
            "  dmesg | rtkit explain -",
            "  rtkit explain report.ips --json"
        })
public final class ExplainCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Reports to explain; - reads standard input.")
    private List<String> files = List.of();

    @Option(names = "--json", description = "Print one JSON document: the report, or an array where there are several.")
    private boolean json;

    @Option(names = "--all", description = "Print every row of every mailbox log, not only the newest.")
    private boolean all;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException, IOException {
        List<ReportFile> read = new ArrayList<>();
        for (String file : files) {
            read.add(CrashReports.read(file, bytesOf(file)));
        }
        var out = spec.commandLine().getOut();
        if (json) {
            writeJson(read, out);
        } else {
            writeText(read, out);
        }
        out.flush();
        return complain(read) ? ExitStatus.BAD_INPUT : ExitStatus.OK;
    }

    private static void writeJson(List<ReportFile> read, PrintWriter out) throws IOException {
        List<CrashReport> reports =
                read.stream().flatMap(file -> file.reports().stream()).toList();
        if (!reports.isEmpty()) {
            ReportJson.write(reports, out);
        }
    }

    private void writeText(List<ReportFile> read, PrintWriter out) {
        var explanation = Explanation.with(Terminal.hasColour() ? Style.ANSI : Style.PLAIN, all);
        for (ReportFile file : read) {
            if (file.isRecognised()) {
                out.print(explanation.of(file));
            }
        }
    }

    // Every file without a crash is named, whatever the others hold.
    private boolean complain(List<ReportFile> read) {
        boolean complained = false;
        for (ReportFile file : read) {
            if (file.reports().isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("rtkit: " + Terminal.escape(file.name()) + ": " + Terminal.escape(file.reason()));
                complained = true;
            }
        }
        return complained;
    }

    private static byte[] bytesOf(String file) throws BadInputException {
        try {
            if (file.equals("-")) {
                return bounded(System.in, "standard input");
            }
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return bounded(in, file);
            }
        } catch (NoSuchFileException _) {
            throw new BadInputException(file + ": no such file");
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static byte[] bounded(InputStream in, String name) throws IOException, BadInputException {
        byte[] bytes = in.readNBytes(Limits.INPUT_BYTES + 1);
        if (bytes.length > Limits.INPUT_BYTES) {
            throw new BadInputException(
                    "%s: too large for a crash report: limit=%d MiB".formatted(name, Limits.INPUT_BYTES >> 20));
        }
        return bytes;
    }
}
