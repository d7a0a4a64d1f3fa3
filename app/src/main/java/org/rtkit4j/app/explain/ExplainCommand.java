package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.OutputFile;
import org.rtkit4j.app.file.Printers;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Pager;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.app.via.PluginOption;
import org.rtkit4j.emulator.firmware.EndpointKind;
import org.rtkit4j.forensics.analysis.ReportDate;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Part;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.json.ReportJson;
import org.rtkit4j.forensics.macho.Symbolizer;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.wire.message.MailboxSpeech;
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
            "Archives are opened: gz, bz2, xz, zst, zip, tar, a sysdiagnose; and those in one another.",
            "A folder is read as a whole: a line for each crash, then the groups of crashes alike.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rtkit explain /Library/Logs/DiagnosticReports/panic-full-2026-01-01.panic",
            "  dmesg | rtkit explain -",
            "  rtkit explain                # this machine's newest",
            "  rtkit explain report.ips --json",
            "  rtkit explain sysdiagnose_2026.01.01.tar.gz",
            "  rtkit explain --group reports/",
            "  rtkit explain crash.bin --firmware dcp.macho --elf dcp.elf --core dcp.core",
            "  gdb-multiarch dcp.elf dcp.core",
            "",
            "Exit status: 0 a crash or a panic was found, 1 the files hold none, 2 a file",
            "could not be read (the others are explained all the same), or wrong usage."
        })
public final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description =
                    "Reports, archives or folders of them; - is standard input. Without one, this machine's newest.")
    private List<String> files = List.of();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--all", description = "Print everything instead of a screenful: every part, every row.")
    private boolean all;

    @Option(
            names = "--evidence",
            paramLabel = "PART",
            split = ",",
            description = "Print these parts of the evidence alone: ${COMPLETION-CANDIDATES}.",
            completionCandidates = PartConverter.class,
            converter = PartConverter.class)
    private List<Part> evidence = List.of();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write one page that needs nothing else, for a customer or a bug report, instead of text.")
    private @Nullable Path html;

    @Option(names = "--no-pager", description = "Print to the terminal at once, through no pager.")
    private boolean isUnpaged;

    @Option(names = "--group", description = "Print groups of crashes alike, the largest first, with a report of each.")
    private boolean group;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Of a folder: mark groups whose first report is of that day (2030-01-31, in UTC) or later.")
    private @Nullable String since;

    @Mixin
    private final PluginOption plugin = new PluginOption();

    @Mixin
    private final CoreOutput debugger = new CoreOutput();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException, IOException {
        var out = spec.commandLine().getOut();
        if (files.isEmpty() && (group || debugger.isWanted())) {
            throw new BadInputException("--group, --core, --elf and --firmware need a file or a folder");
        }
        if (html != null) {
            return writePage(html);
        }
        if (group || isAnyFolder()) {
            if (debugger.isWanted()) {
                throw new BadInputException("a folder has many crashes: --core, --elf and --firmware need one report");
            }
            return new FolderOutput(out, spec.commandLine().getErr(), progress(), json.isWanted(), group, since())
                    .explain(files);
        }
        return debugger.isWanted() ? explainOne(out) : explainFiles(out);
    }

    private @Nullable Instant since() throws BadInputException {
        try {
            return since == null ? null : ReportDate.ofOption(since);
        } catch (DateTimeException _) {
            throw new BadInputException("not a date, as 2030-01-31 or 2030-01-31T23:59 is one: --since=" + since);
        }
    }

    private int writePage(Path file) throws BadInputException, IOException {
        if (json.isWanted() || debugger.isWanted()) {
            throw new BadInputException("--html goes with neither --json nor --core, --elf and --firmware");
        }
        int[] status = {ExitStatus.OK};
        OutputFile.write(file, part -> {
            try (PrintWriter page = Printers.into(part)) {
                status[0] = fill(new HtmlAnswers(page));
            }
        });
        return status[0];
    }

    private int fill(HtmlAnswers page) throws BadInputException, IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (!group && !isAnyFolder()) {
            var each = new FileByFile(page, err, told());
            return files.isEmpty() ? each.explain(new OwnMachine()) : each.explain(files);
        }
        var text = new StringWriter();
        try (page) {
            int status = new FolderOutput(new PrintWriter(text), err, progress(), false, group, since()).explain(files);
            page.section(String.join(", ", files), text.toString());
            return status;
        }
    }

    private @Nullable PrintWriter progress() {
        return Verbosity.showsProgress(spec) ? spec.commandLine().getErr() : null;
    }

    private int explainFiles(PrintWriter out) throws BadInputException, IOException {
        if (!isPaged()) {
            return explainTo(out);
        }
        try (Pager pager = Pager.start(Pager.command())) {
            return explainTo(pager.writer());
        }
    }

    private int explainTo(PrintWriter out) throws BadInputException, IOException {
        var each = new FileByFile(output(out), spec.commandLine().getErr(), told());
        return files.isEmpty() ? each.explain(new OwnMachine()) : each.explain(files);
    }

    private UnaryOperator<ReportFile> told() throws BadInputException {
        List<EndpointKind> kinds = plugin.kinds();
        return kinds.isEmpty() ? UnaryOperator.identity() : file -> file.withEach(crash -> told(crash, kinds));
    }

    private static CrashReport told(CrashReport crash, List<EndpointKind> kinds) {
        String coprocessor = crash.origin().coprocessor();
        return crash.told(MailboxSpeech.of(coprocessor, kinds, Map.of()).own());
    }

    private boolean isPaged() {
        return Terminal.isRead()
                && !isUnpaged
                && !json.isWanted()
                && !Pager.command().isEmpty();
    }

    private boolean isAnyFolder() throws BadInputException {
        for (String file : files) {
            if (Files.isDirectory(InputPath.of(file))) {
                return true;
            }
        }
        return false;
    }

    private AnswerOutput output(PrintWriter out) {
        String only = files.size() == 1 ? files.getFirst() : "";
        return json.isWanted() ? new JsonAnswers(out) : new TextAnswers(out, explanation(), style(), only);
    }

    /// One crash, with the firmware's names, and the files for a debugger.
    private int explainOne(PrintWriter out) throws BadInputException, IOException {
        if (files.size() > 1) {
            throw new BadInputException("--core, --elf and --firmware need one report: files=" + files.size());
        }
        OneReport input = OneReport.read(files.getFirst());
        CrashReport report = debugger.choose(told().apply(input.file()).reports());
        Symbolizer symbols = debugger.symbols(report);
        debugger.write(report, input.bytes());
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
        Explanation explanation = Explanation.with(style(), all).wrappedTo(Terminal.columns());
        if (!evidence.isEmpty()) {
            return explanation.only(EnumSet.copyOf(evidence));
        }
        return all ? explanation : explanation.briefly();
    }

    private static Style style() {
        return Terminal.hasColour() ? Style.ANSI : Style.PLAIN;
    }
}
