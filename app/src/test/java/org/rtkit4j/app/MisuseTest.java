package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                "boot --crash=medium   | invalid value for option '--crash': expected one of [HARD, SOFT] (case-insensitive)"
                        + " but was 'medium' | rtkit boot",
                "nvme serve --for x    | invalid value for option '--for': 'x' is not an int           | rtkit nvme serve",
            })
    void twoLinesSayWhatIsWrongAndWhereHelpIs(String command, String sentence, String of) {
        var run = Cli.run(command.split(" ", -1));
        assertEquals("rtkit: %s\n`%s --help` says what there is.\n".formatted(sentence, of), run.err());
        assertEquals(2, run.status());
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @CsvSource({"Smc, smc", "asn, ans", "genric, generic"})
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
                "qqqqqqqqq > 5      | no message has such a field: qqqqqqqqq, column=1",
            })
    void aFieldThatNoMessageHasIsAnError(String filter, String sentence, @TempDir Path folder) {
        Path file = folder.resolve("x.pcapng");
        Cli.run("boot", "smc", "--capture", file.toString());
        var run = Cli.run("capture", "decode", file.toString(), "--filter", filter);
        assertEquals("rtkit: --filter: " + sentence + "\n", run.err());
        assertEquals(2, run.status());
    }

    @Test
    void fieldsOfEveryCoprocessorAreKnown(@TempDir Path folder) {
        Path file = folder.resolve("x.pcapng");
        Cli.run("boot", "smc", "--capture", file.toString());
        var run = Cli.run(
                "capture", "decode", file.toString(), "--filter", "endpoint == smc or KEY == '#KEY' or msg0 > 0");
        assertEquals(0, run.status(), run::toString);
    }
}
