package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.app.smc.Tools;
import picocli.CommandLine;

/// What shells are told.
class CompletionTest {
    /// Asks bash itself what it offers.
    @ParameterizedTest
    @CsvSource({
        "rtkit bo, boot",
        "rtkit smc sens, sensors",
        "rtkit boot --js, --json",
        "rtkit boot --crash=h, ''",
        "rtkit nvme ser, serve",
        "rtkit capture con, convert"
    })
    void bashCompletes(String line, String expected, @TempDir Path folder) throws Exception {
        Tools.require("bash", "bash");
        Path script = Files.writeString(
                folder.resolve("rtkit"), Cli.run("completion", "bash").out());
        String words = List.of(line.split(" ")).stream().map("'%s'"::formatted).collect(Collectors.joining(" "));
        int last = line.split(" ").length - 1;
        String offered = Tools.run(
                "",
                "bash",
                "-c",
                "set +u; source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; COMPREPLY=(); _complete_rtkit; echo \"${COMPREPLY[*]}\""
                        .formatted(script, words, last));
        if (!expected.isEmpty()) {
            assertTrue(List.of(offered.strip().split("\\s+")).contains(expected), offered);
        }
    }

    @Test
    void fishIsToldOfEveryCommandAndOption() {
        String script = Cli.run("completion", "fish").out();
        assertTrue(
                script.contains("complete -c rtkit -n '__fish_seen_subcommand_from smc; and not"
                        + " __fish_seen_subcommand_from list read write watch sensors battery charge top"
                        + " export' -f -a sensors"),
                script);
        long options = script.lines().filter(line -> line.contains(" -l json ")).count();
        assertTrue(options > 10, script);
        // Every quoted text ends on its line.
        script.lines()
                .forEach(line -> assertEquals(
                        0,
                        line.replace("\\'", "").chars().filter(c -> c == '\'').count() % 2,
                        line));
        new CommandLine(new RtkitCommand())
                .getSubcommands()
                .keySet()
                .forEach(name -> assertTrue(script.contains(" -a " + name + " "), name));
    }

    @Test
    void zshGetsTheScriptThatTurnsOnBashsWay() {
        assertTrue(Cli.run("completion", "zsh").out().contains("bashcompinit"));
    }
}
