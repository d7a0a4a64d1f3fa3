package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.smc.Tools;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The manual: a page for each command, that groff takes without a word.
class ManPagesTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        ManPages.main(new String[] {folder.resolve("man1").toString()});
    }

    private static List<Path> pages() throws IOException {
        try (var files = Files.list(folder.resolve("man1"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void eachCommandHasAPageWithItsOptionsAndNoOtherIsThere() throws IOException {
        var names = new TreeSet<String>();
        check(CommandTree.of("completion"), names);
        assertEquals(
                List.copyOf(names),
                pages().stream()
                        .map(page -> page.getFileName().toString())
                        .sorted()
                        .toList());
    }

    private static void check(CommandLine command, Set<String> names) throws IOException {
        String name = command.getCommandSpec().qualifiedName("-") + ".1";
        names.add(name);
        String page = Files.readString(folder.resolve("man1").resolve(name));
        assertTrue(page.startsWith(".TH " + name.replace(".1", "").toUpperCase(Locale.ROOT) + " 1 "), page);
        assertFalse(page.contains("${"), page);
        for (OptionSpec option : command.getCommandSpec().options()) {
            assertEquals(
                    !option.hidden(),
                    page.contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR"),
                    name + option);
        }
        for (CommandLine sub : command.getSubcommands().values()) {
            check(sub, names);
        }
    }

    @Test
    void groffTakesThemWithoutAWord() throws Exception {
        Tools.require("groff", "man");
        for (Path page : pages()) {
            assertEquals(
                    "", Tools.run("", "sh", "-c", "groff -man -Tutf8 -ww -z '" + page + "' 2>&1"), page.toString());
        }
    }
}
