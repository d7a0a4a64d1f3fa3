package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
        "rtkit boot --crash h, hard",
        "rtkit supervise --crash s, soft",
        "rtkit boot an, ans",
        "rtkit boot ans-1, ans-15",
        "rtkit serve dc, dcp",
        "rtkit matrix smc-2, smc-27",
        "rtkit emulate --profile mt, mtp",
        "rtkit completion fi, fish",
        "rtkit capture convert --to nd, ndjson",
        "rtkit modules --format initramfs, initramfs-tools",
        "rtkit smc charge disc, discharge-to-limit",
        "rtkit display show --format w, w30r",
        "rtkit display modes --monitor full, full-hd",
        "rtkit explain --evidence sta, stack",
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
        assertTrue(List.of(offered.strip().split("\\s+")).contains(expected), offered);
    }

    /// Asks fish itself what it offers.
    @ParameterizedTest
    @CsvSource({
        "rtkit bo, boot",
        "rtkit smc sens, sensors",
        "rtkit boot --js, --json",
        "rtkit boot --crash=h, --crash=hard",
        "rtkit boot an, ans",
        "rtkit serve ans dc, dcp",
        "rtkit emulate --profile mt, mtp",
        "rtkit completion fi, fish",
        "rtkit capture convert --to nd, ndjson",
        "rtkit smc charge disc, discharge-to-limit",
        "rtkit explain --evidence=sta, --evidence=stack"
    })
    void fishCompletes(String line, String expected, @TempDir Path folder) throws Exception {
        Tools.require("fish", "fish");
        Path script = Files.writeString(
                folder.resolve("rtkit.fish"), Cli.run("completion", "fish").out());
        String offered =
                Tools.run("", "fish", "--no-config", "-c", "source '%s'; complete -C'%s'".formatted(script, line));
        assertTrue(offered.lines().anyMatch(each -> each.split("\t", -1)[0].equals(expected)), offered);
    }

    /// What an option or an argument may be is offered as the help has it: a shell knows capitals from small letters.
    @Test
    void everyWordIsOfferedAsTheHelpHasIt() {
        String bash = Cli.run("completion", "bash").out();
        bash.lines()
                .filter(line -> line.contains("_args=("))
                .forEach(line -> assertEquals(
                        line.substring(line.indexOf('(')).toLowerCase(Locale.ROOT), line.substring(line.indexOf('('))));
        assertTrue(Cli.run("boot", "--help").out().contains("hard, soft; default: hard"));
        assertTrue(Cli.run("completion", "--help").out().contains("One of bash, zsh, fish."));
    }

    @Test
    void theScriptSaysWhoseItIs() {
        List<String> lines = Cli.run("completion", "bash").out().lines().toList();
        assertEquals("#!/usr/bin/env bash", lines.getFirst());
        assertTrue(lines.get(1).startsWith("# Completes rtkit in bash and zsh"), lines.get(1));
        assertFalse(String.join("\n", lines).contains("YOUR_APP_HOME"));
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

    /// Asks zsh itself what it makes of a line and the key, on a terminal of its own.
    @ParameterizedTest
    @CsvSource({
        "rtkit capture con, rtkit capture convert",
        "rtkit boot --js, rtkit boot --json",
        "rtkit serve dc, rtkit serve dcp"
    })
    void zshCompletes(String line, String expected, @TempDir Path folder) throws Exception {
        Tools.require("zsh", "zsh");
        Path script = Files.writeString(
                folder.resolve("rtkit"), Cli.run("completion", "zsh").out());
        String seen = Tools.run("", "zsh", "-f", "-c", """
                zmodload zsh/zpty
                zpty -b shell zsh -f -i
                zpty -w shell "PS1= TERM=dumb; bindkey -e; autoload -Uz compinit && compinit -u -D; source '%s'; echo re''ady"
                zpty -r shell seen '*ready*'
                zpty -n -w shell "%s"$'\\t\\x01echo SEEN:\\n'
                zpty -r shell seen $'*\\nSEEN:*\\n*'
                print -r -- "$seen"
                """.formatted(script, line));
        assertTrue(seen.contains("\nSEEN:" + expected), seen);
    }
}
