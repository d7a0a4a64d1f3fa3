package org.rtkit4j.app.matrix;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.via.ProfileNames;
import org.rtkit4j.app.via.ProfileParameter;
import org.rtkit4j.emulator.profile.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit matrix`: how our drivers fare on firmware of every year.
@Command(
        name = "matrix",
        mixinStandardHelpOptions = true,
        description = {
            "Tries our own drivers on firmware of every year: who boots, reads, writes, sleeps, recovers from a crash.",
            "docs/matrix.md has other people's hosts beside them.",
            ""
        },
        footer = {"", "Examples:", "  rtkit matrix", "  rtkit matrix ans-15 smc-27 --json", "  rtkit matrix --page"})
public final class MatrixCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "PROFILE",
            completionCandidates = ProfileNames.class,
            description = "Names or files; default: all with drivers.")
    private List<String> names = List.of();

    @Option(names = "--page", description = "Print a table of Markdown.")
    private boolean page;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (page && json.isWanted()) {
            throw new ParameterException(spec.commandLine(), "one of --json and --page");
        }
        var all = new ArrayList<Survival>();
        for (String name : names.isEmpty() ? OurMatrix.firmware() : names) {
            all.addAll(tried(ProfileParameter.read(name)));
        }
        json.print(
                spec.commandLine().getOut(),
                document -> write(all, document),
                () -> page ? MatrixPage.table(all) : text(all));
        return all.stream().allMatch(Survival::isWhole) ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static List<Survival> tried(Profile profile) throws BadInputException {
        try {
            return OurMatrix.of(profile);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private static String text(List<Survival> all) {
        var text = new StringBuilder();
        for (Survival survival : all) {
            text.append("%-10s  %-18s %s%n"
                    .formatted(
                            survival.firmware(),
                            survival.host(),
                            survival.summary().replace("**", "")));
        }
        return text.toString();
    }

    private static void write(List<Survival> all, JsonGenerator document) throws IOException {
        document.writeStartArray();
        for (Survival survival : all) {
            document.writeStartObject();
            document.writeStringField("firmware", survival.firmware());
            document.writeStringField("host", survival.host());
            for (Map.Entry<Feat, String> outcome : new TreeMap<>(survival.outcomes()).entrySet()) {
                document.writeStringField(
                        outcome.getKey().label(), outcome.getValue().isEmpty() ? "done" : outcome.getValue());
            }
            document.writeEndObject();
        }
        document.writeEndArray();
    }
}
