package org.rtkit4j.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.rtkit4j.app.via.ProfileNames;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Writes completions for fish: a line for each command and option, with the condition under which it is offered.
///
/// Source: the manual of fish, `complete`.
final class FishCompletion {
    private final PrintWriter out;

    FishCompletion(PrintWriter out) {
        this.out = out;
    }

    void print(CommandSpec rtkit) {
        out.println("# Completions of rtkit for fish.");
        print(rtkit, List.of());
    }

    private void print(CommandSpec command, List<String> path) {
        command.subcommands().forEach((name, sub) -> {
            String first = first(sub.getCommandSpec().usageMessage().description());
            line(path, command, "-f -a %s -d %s".formatted(name, quoted(first)));
        });
        command.options().stream().filter(option -> !option.hidden()).forEach(option -> option(path, command, option));
        command.positionalParameters().stream()
                .filter(parameter -> parameter.completionCandidates() != null)
                .forEach(parameter -> line(path, command, (isFile(parameter) ? "" : "-f ") + words(parameter)));
        command.subcommands().forEach((name, sub) -> {
            var longer = new ArrayList<>(path);
            longer.add(name);
            print(sub.getCommandSpec(), longer);
        });
    }

    private void option(List<String> path, CommandSpec command, OptionSpec option) {
        String names = Arrays.stream(option.names())
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
        String required = option.arity().min() > 0 ? " -r" : "";
        String words = option.completionCandidates() == null ? "" : (isFile(option) ? " " : " -f ") + words(option);
        line(path, command, names + required + words + " -d " + quoted(first(option.description())));
    }

    private static String words(ArgSpec argument) {
        return "-a " + quoted(String.join(" ", argument.completionCandidates()));
    }

    // Beside a profile's name, a file's goes as well; other words are all that there is.
    private static boolean isFile(ArgSpec argument) {
        return argument.completionCandidates() instanceof ProfileNames;
    }

    // Offered behind all words of the path, and before any of the commands that may follow.
    private void line(List<String> path, CommandSpec command, String rest) {
        var conditions = new ArrayList<String>();
        path.forEach(word -> conditions.add("__fish_seen_subcommand_from " + word));
        if (!command.subcommands().isEmpty()) {
            conditions.add("not __fish_seen_subcommand_from "
                    + String.join(" ", command.subcommands().keySet()));
        }
        String condition = conditions.isEmpty() ? "" : "-n " + quoted(String.join("; and ", conditions)) + " ";
        out.println("complete -c rtkit " + condition + rest);
    }

    private static String first(String[] description) {
        return description.length == 0 ? "" : description[0].replaceAll("\\$\\{[^}]*}", "...");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
