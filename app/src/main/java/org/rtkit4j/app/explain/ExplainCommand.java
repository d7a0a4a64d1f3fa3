package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.json.ReportJson;
import org.rtkit4j.forensics.macho.Symbolizer;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "Reads macOS and iOS panic reports (text or .ips), Linux kernel logs,",
            "m1n1's prints and binary RTKit crash logs.",
            "A folder is read as a whole: a line for each crash, then the groups of crashes alike.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rtkit explain /Library/Logs/DiagnosticReports/panic-full-2026-01-01.panic",
            "  dmesg | rtkit explain -",
            "  rtkit explain report.ips --json",
            "  rtkit explain --group reports/",
            "  rtkit explain crash.bin --firmware dcp.macho --elf dcp.elf --core dcp.core",
            "  gdb-multiarch dcp.elf dcp.core"
        })
public final class ExplainCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Reports or folders of them; - is standard input.")
    private List<String> files = List.of();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--all", description = "Print every row of every mailbox log, not only the newest.")
    private boolean all;

    @Option(names = "--group", description = "Print groups of crashes alike, the largest first, with a report of each.")
    private boolean group;

    @Mixin
    private final CoreOutput debugger = new CoreOutput();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException, IOException {
        var out = spec.commandLine().getOut();
        if (group || files.stream().anyMatch(file -> Files.isDirectory(Path.of(file)))) {
            if (debugger.isWanted()) {
                throw new BadInputException("a folder has many crashes: --core, --elf and --firmware need one report");
            }
            return new FolderOutput(out, spec.commandLine().getErr(), json.isWanted(), group).explain(files);
        }
        if (debugger.isWanted()) {
            return explainOne(out);
        }
        List<ReportFile> read = new ArrayList<>();
        for (String file : files) {
            read.add(CrashReports.read(file, InputFile.read(file)));
        }
        if (json.isWanted()) {
            writeJson(read, out);
        } else {
            writeText(read, out);
        }
        out.flush();
        return complain(read) ? ExitStatus.BAD_INPUT : ExitStatus.OK;
    }

    /// One crash, with the firmware's names, and the files for a debugger.
    private int explainOne(PrintWriter out) throws BadInputException, IOException {
        if (files.size() > 1) {
            throw new BadInputException("--core, --elf and --firmware need one report: files=" + files.size());
        }
        byte[] input = InputFile.read(files.getFirst());
        ReportFile file = CrashReports.read(files.getFirst(), input);
        if (complain(List.of(file))) {
            return ExitStatus.BAD_INPUT;
        }
        if (file.reports().isEmpty()) {
            throw new BadInputException(files.getFirst() + ": " + file.reason());
        }
        CrashReport report = debugger.choose(file.reports());
        Symbolizer symbols = debugger.symbols(report);
        debugger.write(report, input);
        if (json.isWanted()) {
            ReportJson.write(List.of(report), symbols, out);
        } else {
            Explanation explanation = explanation();
            out.print((symbols == null ? explanation : explanation.withSymbols(symbols)).of(report));
        }
        out.flush();
        return ExitStatus.OK;
    }

    private Explanation explanation() {
        return Explanation.with(Terminal.hasColour() ? Style.ANSI : Style.PLAIN, all);
    }

    private static void writeJson(List<ReportFile> read, PrintWriter out) throws IOException {
        if (read.stream().anyMatch(ReportFile::isAnswered)) {
            ReportJson.writeAll(read, out);
        }
    }

    private void writeText(List<ReportFile> read, PrintWriter out) {
        Explanation explanation = explanation();
        for (ReportFile file : read) {
            if (file.isRecognised()) {
                out.print(explanation.of(file));
            }
        }
    }

    // Every file that does not say what happened is named, whatever the others hold.
    private boolean complain(List<ReportFile> read) {
        boolean complained = false;
        for (ReportFile file : read) {
            if (!file.isAnswered()) {
                spec.commandLine()
                        .getErr()
                        .println("rtkit: " + Terminal.escape(file.name()) + ": " + Terminal.escape(file.reason()));
                complained = true;
            }
        }
        return complained;
    }
}
