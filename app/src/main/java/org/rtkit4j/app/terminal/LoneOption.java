package org.rtkit4j.app.terminal;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// An option with which a command does something else, so that others mean nothing: who gives both wants something that
/// does not happen.
public final class LoneOption {
    private LoneOption() {}

    /// Refuses what is given beside it. Options that every command has, as `--quiet`, are left alone.
    ///
    /// @param option its name, which is given
    /// @param others names of the options that go with it
    /// @throws ParameterException if something else is given
    public static void require(CommandSpec spec, String option, String... others) {
        ParseResult parsed = spec.commandLine().getParseResult();
        Set<String> allowed = Set.copyOf(List.of(others));
        for (OptionSpec given : parsed.matchedOptions()) {
            String name = given.longestName();
            if (!given.inherited() && !name.equals(option) && !allowed.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "%s: %s means nothing beside it".formatted(option, name));
            }
        }
        parsed.matchedPositionals().stream().findFirst().ifPresent(given -> {
            throw new ParameterException(
                    spec.commandLine(), "%s: %s means nothing beside it".formatted(option, given.paramLabel()));
        });
    }
}
