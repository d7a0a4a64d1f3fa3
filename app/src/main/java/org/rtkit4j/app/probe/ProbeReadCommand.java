package org.rtkit4j.app.probe;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Verbosity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit probe read`: a profile out of a report.
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = {"Prints a profile for the emulator that answers as the machine of a report did.", ""},
        footer = {"", "Examples:", "  rtkit probe read mac.probe ans > mac.properties", "  rtkit boot mac.properties"})
final class ProbeReadCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "What `rtkit probe --go --output FILE` wrote.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "COPROCESSOR",
            description = "Which one; needed where the report has several.")
    private @Nullable String coprocessor;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ProbeReport report = ProbeReport.read(file);
        var out = spec.commandLine().getOut();
        String name = coprocessor == null ? only(report.answers().keySet()) : coprocessor;
        ProbeAnswers shown = report.answers().get(name);
        if (shown == null) {
            throw new BadInputException("%s: no such co-processor in the report: %s, there are %s"
                    .formatted(file, name, report.answers().keySet()));
        }
        ProbedProfile profile = made(name, shown);
        if (!profile.remark().isEmpty()) {
            Verbosity.remarks(spec).println("rtkit: " + profile.remark());
        }
        out.print(profile.text());
        out.flush();
        return ExitStatus.OK;
    }

    private ProbedProfile made(String name, ProbeAnswers shown) throws BadInputException {
        try {
            return ProbedProfile.of(name, shown);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("%s: %s: %s".formatted(file, name, e.getMessage()));
        }
    }

    private String only(Set<String> names) throws BadInputException {
        if (names.size() != 1) {
            throw new BadInputException("%s: say which co-processor: there are %s".formatted(file, names));
        }
        return names.iterator().next();
    }
}
