package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// Every command helps, and its one line in the list of commands is a whole sentence.
class HelpTest {
    static Stream<List<String>> commands() {
        var all = new ArrayList<List<String>>();
        collect(new CommandLine(new RtkitCommand()), List.of(), all);
        return all.stream();
    }

    @ParameterizedTest(name = "rtkit {0}")
    @MethodSource("commands")
    void helpSaysWhatTheCommandDoes(List<String> command) {
        Cli help = Cli.run(with(command, "--help").toArray(String[]::new));
        assertEquals(0, help.status(), help.err());
        assertEquals("", help.err());
        assertTrue(help.out().startsWith("Usage: rtkit "), help.out());
        help.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    // A list shows the first of the description's strings: a sentence must not go on in the second.
    @ParameterizedTest(name = "rtkit {0}")
    @MethodSource("commands")
    void descriptionStartsWithAWholeSentence(List<String> command) {
        CommandLine line = new CommandLine(new RtkitCommand());
        for (String name : command) {
            line = line.getSubcommands().get(name);
        }
        String first = line.getCommandSpec().usageMessage().description()[0];
        assertTrue(first.endsWith("."), first);
    }

    // What is broken by hand must not be broken again by the width of the help.
    @ParameterizedTest(name = "rtkit {0}")
    @MethodSource("commands")
    void noSentenceIsBrokenTwice(List<String> command) {
        CommandLine line = new CommandLine(new RtkitCommand());
        for (String name : command) {
            line = line.getSubcommands().get(name);
        }
        var usage = line.getCommandSpec().usageMessage();
        for (String[] text : List.of(usage.description(), usage.footer())) {
            for (int i = 0; i + 1 < text.length; i++) {
                boolean isBrokenByHand = !text[i].startsWith("  ")
                        && text[i].matches(".*[\\w,;]")
                        && !text[i + 1].isEmpty()
                        && !Character.isUpperCase(text[i + 1].charAt(0));
                assertTrue(!isBrokenByHand || text[i].length() <= 80, text[i]);
            }
        }
    }

    @ParameterizedTest(name = "rtkit help {0}")
    @MethodSource("commands")
    void helpIsAWordToo(List<String> command) {
        var asked = new ArrayList<>(List.of("help"));
        asked.addAll(command);
        Cli help = Cli.run(asked.toArray(String[]::new));
        assertEquals(Cli.run(with(command, "--help").toArray(String[]::new)), help);
    }

    @Test
    void aMissingCommandNamesAllThereAre() {
        Cli missing = Cli.run();
        assertEquals(2, missing.status());
        new CommandLine(new RtkitCommand())
                .getSubcommands()
                .keySet()
                .forEach(name -> assertTrue(missing.err().contains(name), missing.err()));
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
        all.add(path);
        command.getSubcommands().forEach((name, sub) -> collect(sub, with(path, name), all));
    }

    private static List<String> with(List<String> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
