package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody reads who has mistyped.
class MisuseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boot --jsno           | unknown option: '--jsno', did you mean --json?                | rtkit boot",
                "boot ans --zzzzzzz    | unknown option: '--zzzzzzz'                                   | rtkit boot",
                "bot                   | unmatched argument at index 0: 'bot', did you mean boot?      | rtkit",
                "explian x             | unmatched arguments from index 0: 'explian', 'x', did you mean explain? | rtkit",
                "smc raed TC0a         | unmatched arguments from index 1: 'raed', 'TC0a', did you mean read? | rtkit smc",
                "boot --crash=medium   | invalid value for option '--crash': 'medium' is none of hard, soft    | rtkit boot",
                "boot --crash=sotf     | invalid value for option '--crash': 'sotf' is none of hard, soft, did you mean soft? | rtkit boot",
                "capture convert x --to pcap | invalid value for option '--to': 'pcap' is none of pcapng, ndjson, csv,"
                        + " parquet, perfetto, usb, did you mean pcapng? | rtkit capture convert",
                "completion bsh        | invalid value for positional parameter at index 0 (SHELL): 'bsh' is none of bash, zsh,"
                        + " fish, did you mean bash? | rtkit completion",
                "nvme serve --for x    | invalid value for option '--for': 'x' is not a whole number   | rtkit nvme serve",
                "faults --seed x       | invalid value for option '--seed': 'x' is not a whole number  | rtkit faults",
                "serve --for -1        | --for cannot be less than 0: -1                                  | rtkit serve",
                "cycles ans --count -3 | --count cannot be less than 0: -3                                | rtkit cycles",
                "help bot              | unmatched argument at index 0: 'bot', did you mean boot?      | rtkit",
                "bot --help            | unmatched argument at index 0: 'bot', did you mean boot?      | rtkit",
                "help smc raed         | unmatched argument at index 1: 'raed', did you mean read?     | rtkit smc",
            })
    void twoLinesSayWhatIsWrongAndWhereHelpIs(String command, String sentence, String of) {
        var run = Cli.run(command.split(" ", -1));
        assertEquals("rtkit: %s\n`%s --help` says what there is.\n".formatted(sentence, of), run.err());
        assertEquals(2, run.status());
        assertEquals("", run.out());
    }

    /// The word behind an option that needs none is the option's where it is one of its words, or meant to be one.
    @ParameterizedTest
    @CsvSource({
        "boot --crash ans, ans",
        "boot --crash smc-27 --all, smc-27",
        "boot --crash hard ans, ans",
        "boot --crash=soft ans, ans",
        "boot --crash SOFT ans, ans",
        "boot ans --crash, ans",
        "boot --crash --all, generic",
        "boot --crash, generic"
    })
    void aProfileMayFollowTheCrash(String command, String profile) {
        var run = Cli.run((command + " --json").split(" "));
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().contains("\"profile\" : \"%s\"".formatted(profile)), run::toString);
        assertFalse(run.out().contains("\"crash\" : null"), run::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boot --crash asn        | no such profile: name=asn, there are [generic, ans, smc, dcp, dcpext, mtp, aop, ans-t8015, ans-t8132, ans-12.3, ans-13.5, ans-14.7, ans-15, ans-26, ans-27, smc-12.3, smc-13.5, smc-14.7, smc-15, smc-26, smc-27], did you mean ans?",
                "boot --crash sotf       | invalid value for option '--crash': 'sotf' is none of hard, soft, did you mean soft?",
                "boot ans --crash smc    | unmatched argument at index 3: 'smc'",
                "supervise --crash asn   | no such profile: name=asn, there are [generic, ans, smc, dcp, dcpext, mtp, aop, ans-t8015, ans-t8132, ans-12.3, ans-13.5, ans-14.7, ans-15, ans-26, ans-27, smc-12.3, smc-13.5, smc-14.7, smc-15, smc-26, smc-27], did you mean ans?",
            })
    void aSlipBehindTheCrashIsSaidAsWhatItWasMeantToBe(String command, String sentence) {
        var run = Cli.run(command.split(" "));
        assertEquals("rtkit: " + sentence, run.err().lines().findFirst().orElse(""));
        assertEquals(2, run.status());
    }

    @Test
    void anEvidenceThatThereIsNotIsSaidInTheCommandsWords() {
        var run = Cli.run("explain", "x", "--evidence", "mailbx");
        assertEquals(2, run.status());
        assertTrue(
                run.err().startsWith("rtkit: invalid value for option '--evidence' (PART): 'mailbx' is none of "),
                run::toString);
        assertFalse(run.err().contains("Exception"), run::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain ",
                "capture decode ",
                "capture convert  --to csv",
                "boot --capture ",
                "devices --dtb ",
                "nvme info --image ",
                "supervise --crash-dir "
            })
    void anEmptyNameIsNoFiles(String command) {
        var run = Cli.run(command.split(" ", -1));
        assertEquals(2, run.status(), run::toString);
        assertTrue(run.err().contains("an empty name is no file's"), run::toString);
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @CsvSource({"Smc, smc", "asn, ans", "genric, generic", "ans-25, ans-15", "smc-14.8, smc-14.7"})
    void aProfileIsSuggested(String name, String meant) {
        var run = Cli.run("boot", name);
        assertEquals(2, run.status());
        assertEquals(1, run.err().lines().count());
        assertTrue(run.err().endsWith(", did you mean %s?\n".formatted(meant)), run::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "endpint == smc     | no message has such a field: endpint, column=1, did you mean endpoint?",
                "type == 1 and tpye == 2 | no message has such a field: tpye, column=15, did you mean type?",
                "type == HELO       | no message is called so: HELO, column=9, did you mean HELLO?",
                "endpoint == 0x999  | no endpoint has such a number, they end at 0xff: column=13",
                "name == HELLO      | a message's name is its type: type == HELLO, column=1",
                "qqqqqqqqq > 5      | no message has such a field: qqqqqqqqq, column=1",
                "endpoint == smcc   | no endpoint is called so: smcc, column=13, did you mean smc?",
                "ep == usr01        | no endpoint is called so: usr01, column=7, did you mean user01?",
                "endpoint == qqqqqqqqq | no endpoint is called so: qqqqqqqqq, column=13",
                "interface == scm   | the capture has no such interface: scm, column=14, did you mean smc?",
                "endpoint == smc and if == ans and ep == foobar | the capture has no such interface: ans, column=27",
                "state == ONN       | state is never so: ONN, column=10, did you mean ON?",
                "STATE == IDEL or size == four | STATE is never so: IDEL, column=10, did you mean IDLE?",
                "size == four       | size is never so: four, column=9",
            })
    void aFieldThatNoMessageHasIsAnError(String filter, String sentence, @TempDir Path folder) {
        Path file = folder.resolve("x.pcapng");
        Cli.run("boot", "smc", "--capture", file.toString());
        var run = Cli.run("capture", "decode", file.toString(), "--filter", filter);
        assertEquals("rtkit: --filter: " + sentence + "\n", run.err());
        assertEquals(2, run.status());
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"decode", "stats", "convert --to ndjson", "convert --to csv", "convert --to perfetto"})
    void anEndpointThatThereIsNotIsAnErrorWhateverIsMade(String command, @TempDir Path folder) {
        Path file = folder.resolve("x.pcapng");
        Cli.run("boot", "smc", "--capture", file.toString());
        var arguments = new ArrayList<>(List.of("capture"));
        arguments.addAll(List.of(command.split(" ", -1)));
        arguments.addAll(List.of(file.toString(), "--filter", "endpoint != smcc"));
        var run = Cli.run(arguments.toArray(String[]::new));
        assertEquals("rtkit: --filter: no endpoint is called so: smcc, column=13, did you mean smc?\n", run.err());
        assertEquals(2, run.status());
    }

    @Test
    void aConversionByAFilterThatMakesNoSenseLeavesNoFile(@TempDir Path folder) {
        Path file = folder.resolve("x.pcapng");
        Path made = folder.resolve("y.csv");
        Cli.run("boot", "smc", "--capture", file.toString());
        var run = Cli.run("capture", "convert", file.toString(), "-o", made.toString(), "--filter", "endpoint != smcc");
        assertEquals(2, run.status(), run::toString);
        assertFalse(Files.exists(made));
    }

    /// The firmware of a keyboard says while it boots what its interfaces are called.
    @Test
    void whatAFirmwareAnnouncesIsKnown(@TempDir Path folder) {
        Path file = folder.resolve("x.pcapng");
        Cli.run("input", "type", "a", "--capture", file.toString());
        var run = Cli.run("capture", "decode", file.toString(), "--filter", "endpoint == keyboard and dir == iop");
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().contains(" keyboard "), run::toString);
        var wrong = Cli.run("capture", "decode", file.toString(), "--filter", "endpoint == keybord");
        assertEquals(
                "rtkit: --filter: no endpoint is called so: keybord, column=13, did you mean keyboard?\n", wrong.err());
    }

    @Test
    void fieldsOfEveryCoprocessorAreKnown(@TempDir Path folder) {
        Path file = folder.resolve("x.pcapng");
        Cli.run("boot", "smc", "--capture", file.toString());
        var run = Cli.run(
                "capture",
                "decode",
                file.toString(),
                "--filter",
                "endpoint == smc or KEY == '#KEY' or msg0 > 0 or endpoint == iomfb or ep == USER07 or state == on or"
                        + " size == '2 bytes' or interface == smc or interface == 7");
        assertEquals(0, run.status(), run::toString);
    }
}
