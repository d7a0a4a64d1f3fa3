package org.rtkit4j.app;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// One page of the manual, from what the command's help is made of.
///
/// Source: man-pages(7) for the sections, groff_man(7) for the macros.
final class ManPage {
    private final PrintWriter out;

    ManPage(PrintWriter out) {
        this.out = out;
    }

    void print(CommandSpec command) {
        List<String> description = Arrays.asList(command.usageMessage().description());
        out.println(".TH %s 1 \"\" \"%s\" \"rtkit4j\""
                .formatted(
                        nameOf(command).toUpperCase(Locale.ROOT),
                        String.join(" ", command.root().version())));
        section("NAME");
        out.println(escaped(nameOf(command)) + " \\- " + escaped(subject(description.getFirst())));
        section("SYNOPSIS");
        asIs(List.of(synopsis(command).split("\\R")));
        section("DESCRIPTION");
        paragraphs(description);
        parameters(command);
        section("OPTIONS");
        command.options().stream().filter(option -> !option.hidden()).forEach(this::option);
        commands(command);
        notes(Arrays.asList(command.usageMessage().footer()));
        section("SEE ALSO");
        out.println(seeAlso(command));
    }

    /// Returns a page's name, which is the command's with dashes.
    static String nameOf(CommandSpec command) {
        return command.qualifiedName("-");
    }

    // What follows a dash begins small, and has no full stop.
    private static String subject(String sentence) {
        String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static String synopsis(CommandSpec command) {
        return new Help(command, Help.defaultColorScheme(Ansi.OFF)).synopsis(0).stripTrailing();
    }

    private void parameters(CommandSpec command) {
        List<PositionalParamSpec> shown = command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .toList();
        if (!shown.isEmpty()) {
            section("ARGUMENTS");
            shown.forEach(parameter -> entry("\\fI%s\\fR".formatted(escaped(parameter.paramLabel())), parameter));
        }
    }

    private void option(OptionSpec option) {
        String names = Arrays.stream(option.names())
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", "));
        entry(names + value(option), option);
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        String value = "=\\fI%s\\fR".formatted(escaped(option.paramLabel()));
        return option.arity().min() == 0 ? "[" + value + "]" : value;
    }

    private void entry(String head, ArgSpec argument) {
        out.println(".TP");
        out.println(head);
        List<String> description = Arrays.asList(argument.description());
        if (description.size() <= 1) {
            paragraphs(description);
        } else {
            asIs(description);
        }
    }

    private void commands(CommandSpec command) {
        if (!command.subcommands().isEmpty()) {
            section("COMMANDS");
            command.subcommands().forEach((name, sub) -> {
                out.println(".TP");
                out.println("\\fB%s\\fR".formatted(escaped(name)));
                out.println(escaped(sub.getCommandSpec().usageMessage().description()[0]));
            });
        }
    }

    private void notes(List<String> footer) {
        List<String> lines = footer.stream().dropWhile(String::isEmpty).toList();
        if (!lines.isEmpty()) {
            section("NOTES");
            asIs(lines);
        }
    }

    private static String seeAlso(CommandSpec command) {
        CommandSpec parent = command.parent();
        List<CommandSpec> near = parent == null
                ? command.subcommands().values().stream()
                        .map(sub -> sub.getCommandSpec())
                        .toList()
                : List.of(parent);
        return near.stream()
                .map(each -> "\\fB%s\\fR(1)".formatted(escaped(nameOf(each))))
                .collect(Collectors.joining(", "));
    }

    private void section(String name) {
        out.println(".SH " + name);
    }

    private void paragraphs(List<String> lines) {
        lines.forEach(line -> out.println(line.isEmpty() ? ".PP" : escaped(line)));
    }

    private void asIs(List<String> lines) {
        out.println(".nf");
        lines.forEach(line -> out.println(escaped(line)));
        out.println(".fi");
    }

    // A dot or an apostrophe at the start of a line would be a request; a bare dash is a hyphen, which nobody can copy.
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-").replace("%n", "");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
