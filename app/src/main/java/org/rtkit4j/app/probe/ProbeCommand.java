package org.rtkit4j.app.probe;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.OutputFile;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.ProfileParameter;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.smc.SmcException;
import org.rtkit4j.emulator.profile.FirmwareOrigin;
import org.rtkit4j.emulator.profile.Guess;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.smc.KeyShape;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.MemoryRefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit probe`: the guesses that rtkit4j builds on, asked of a machine.
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = {
            "Asks a machine what no source settles: for each guess of docs/decisions.md whether it holds.",
            "",
            "Reads first, and writes only what drivers write anyway: nothing to the disk,",
            "and never the register 0x24008, which stops Macs with firmware of macOS 15.",
            "Without --go it prints its steps and touches nothing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rtkit probe",
            "  rtkit probe --go --via m1n1:/dev/ttyACM0 --output mac.probe",
            "  rtkit probe read mac.probe ans > mac.properties"
        },
        subcommands = ProbeReadCommand.class)
public final class ProbeCommand implements Callable<Integer> {
    private static final List<String> USUAL = List.of("ans", "smc");

    @Parameters(
            arity = "0..*",
            paramLabel = "COPROCESSOR",
            description = "Which to ask: ans, smc, dcp, mtp or aop; default: ans and smc, or the one that is emulated.")
    private List<String> coprocessors = List.of();

    @Option(names = "--go", description = "Do it.")
    private boolean goes;

    @Option(names = "--dry-run", description = "Print the steps and touch nothing; the default.")
    private boolean dry;

    @Option(names = "--output", paramLabel = "FILE", description = "Write what was found and said to a new file.")
    private @Nullable Path output;

    @Mixin
    private final ViaOption via = new ViaOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (goes && dry) {
            throw new ParameterException(spec.commandLine(), "one of --go and --dry-run");
        }
        if (!goes && output != null) {
            throw new ParameterException(spec.commandLine(), "--output is for --go: nothing is asked without");
        }
        if (!goes && via.isCaptured()) {
            throw new ParameterException(spec.commandLine(), "--capture is for --go: nothing is said without");
        }
        coprocessors = asked();
        if (!goes) {
            coprocessors.forEach(this::announce);
            return ExitStatus.OK;
        }
        if (output != null) {
            requireWritable(output);
        }
        var report = new ProbeReport();
        int status = ExitStatus.OK;
        for (String coprocessor : coprocessors) {
            status = Math.max(status, tryToAsk(coprocessor, report));
        }
        print(report);
        if (output != null && !report.answers().isEmpty()) {
            OutputFile.write(output, part -> Files.writeString(part, report.text(), StandardCharsets.US_ASCII));
        }
        return status;
    }

    private List<String> asked() throws BadInputException, IOException {
        Profile emulated =
                via.hasProfile() ? via.profileOr(new ProfileParameter()).read() : null;
        List<String> usual = emulated == null ? USUAL : List.of(emulated.kind().nodeName());
        List<String> asked = coprocessors.isEmpty()
                ? usual
                : coprocessors.stream().distinct().toList();
        for (String coprocessor : asked) {
            requireKnown(coprocessor);
            if (emulated != null && emulated.kind() != CoprocessorKind.of(coprocessor)) {
                throw ProfileParameter.lacks(coprocessor, emulated);
            }
        }
        return asked;
    }

    // Of others no profile could be made, nor is anything asked of them that has an answer here.
    private static void requireKnown(String coprocessor) throws BadInputException {
        try {
            var _ = ProbedProfile.usual(coprocessor);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    // Before anything is touched.
    private static void requireWritable(Path file) throws IOException, BadInputException {
        if (Files.exists(file)) {
            throw new BadInputException(file + ": is there already");
        }
        OutputFile.begin(file).close();
    }

    // What one has answered is not lost because another one does not.
    private int tryToAsk(String coprocessor, ProbeReport report) throws Exception {
        try {
            ask(coprocessor, report);
            return ExitStatus.OK;
        } catch (BadInputException | IOException | RtkitException | MemoryRefusedException e) {
            if (coprocessors.size() == 1) {
                throw e;
            }
            spec.commandLine().getErr().println("rtkit: " + Terminal.escape(String.valueOf(e.getMessage())));
            return e instanceof BadInputException ? ExitStatus.BAD_INPUT : ExitStatus.FAILED;
        }
    }

    private void announce(String coprocessor) {
        CoprocessorKind kind = CoprocessorKind.of(coprocessor);
        ProbeStep.of(kind).forEach(step -> tell(coprocessor, step));
        String guesses = Arrays.stream(Guess.values())
                .filter(guess -> guess.isAbout(kind))
                .map(Guess::id)
                .collect(Collectors.joining(", "));
        spec.commandLine().getOut().println("%s: what that can answer: %s".formatted(coprocessor, guesses));
    }

    private void tell(String coprocessor, ProbeStep step) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(coprocessor + ": " + step.text());
        out.flush();
    }

    private void ask(String coprocessor, ProbeReport report)
            throws BadInputException, IOException, RtkitException, InterruptedException, MemoryRefusedException {
        Consumer<ProbeStep> told = step -> tell(coprocessor, step);
        told.accept(ProbeStep.LOOK_UP);
        try (Connection connection = via.open(coprocessor);
                var firmware = new ProbedFirmware(connection, coprocessor, told)) {
            firmware.closeOnExit();
            report.add(coprocessor, shown(CoprocessorKind.of(coprocessor), connection, firmware, told));
            firmware.leave();
        }
    }

    private static ProbeAnswers shown(
            CoprocessorKind kind, Connection connection, ProbedFirmware firmware, Consumer<ProbeStep> told)
            throws BadInputException, IOException, InterruptedException, MemoryRefusedException {
        var findings = new ArrayList<>(firmware.ask(kind == CoprocessorKind.SMC));
        var facts = new TreeMap<>(machine(connection));
        facts.putAll(firmware.facts());
        if (kind == CoprocessorKind.ANS) {
            var controller = new ProbedController(connection, told);
            findings.addAll(controller.ask());
            facts.putAll(controller.facts());
        }
        Map<String, KeyShape> keys = Map.of();
        if (kind == CoprocessorKind.SMC) {
            told.accept(ProbeStep.READ_KEYS);
            keys = keys(firmware, connection);
        }
        return ProbeAnswers.of(facts, findings, keys, firmware.said());
    }

    // Without them the rest is worth having.
    private static Map<String, KeyShape> keys(ProbedFirmware firmware, Connection connection)
            throws InterruptedException {
        try {
            return ProbedKeys.of(firmware.iop(), connection);
        } catch (SmcException e) {
            connection.remark("its keys could not be read: " + e.getMessage());
            return Map.of();
        }
    }

    private static Map<String, String> machine(Connection connection) {
        var facts = new TreeMap<String, String>();
        connection.kinds().stream()
                .map(kind -> kind.replaceFirst("^apple,(t[0-9]{4})-.*", "$1"))
                .filter(kind -> kind.matches("t[0-9]{4}"))
                .findFirst()
                .ifPresent(chip -> facts.put(ProbedProfile.CHIP, chip));
        String firmware = connection.systemFirmware();
        if (firmware.matches("[ -~]{1,64}")) {
            facts.put("system.firmware", firmware);
        }
        return facts;
    }

    private void print(ProbeReport report) {
        PrintWriter out = spec.commandLine().getOut();
        report.answers().forEach((coprocessor, shown) -> {
            FirmwareOrigin origin = shown.origin(CoprocessorKind.of(coprocessor));
            shown.findings().forEach(finding -> out.println(line(coprocessor, finding, origin)));
        });
        out.flush();
    }

    private static String line(String coprocessor, Finding finding, FirmwareOrigin origin) {
        return "%-4s %-14s %-19s %s (%s)"
                .formatted(
                        coprocessor,
                        finding.guess().id(),
                        finding.verdict(origin),
                        finding.guess().text(),
                        finding.why());
    }
}
