package org.rtkit4j.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;

/// `-q` and `-v`, before a command or behind it.
class VerbosityTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --for 1 --listen 127.0.0.1:0",
                "smc export --for 1 --listen 127.0.0.1:0",
                "nvme serve --for 1 --listen 127.0.0.1:0",
                "emulate --for 1 --profile ans,smc --proxy tcp:127.0.0.1:0",
            })
    void whoeverWantsItQuietHearsNothing(String command) {
        List<String> words = List.of(command.split(" ", -1));
        assertEquals("", run(words, 0, "-q").err());
        assertEquals("", run(words, words.size(), "--quiet").err());
    }

    @Test
    void aRemarkIsMadeWhereNobodySaysNo() {
        var run = Cli.run("serve", "--for", "1", "--listen", "127.0.0.1:0");
        assertEquals("rtkit: serving until Ctrl-C\n", run.err());
    }

    @Test
    void whatFailsIsSaidAllTheSame() {
        var run = Cli.run("-q", "boot", "nosuch");
        assertEquals(Cli.run("boot", "nosuch"), run);
        assertEquals(2, run.status());
    }

    @Test
    void whoLooksForAFaultSeesWhereItComesFrom() {
        var run = Cli.run("boot", "nosuch", "-v");
        assertEquals(2, run.status());
        assertTrue(run.err().contains("\tat org.rtkit4j.app.via.ProfileParameter."), run.err());
        assertTrue(run.err().endsWith(Cli.run("boot", "nosuch").err()), run.err());
    }

    @Test
    void whatIsLoggedIsPrintedAsLongAsSomebodyWantsIt() {
        var err = new StringWriter();
        System.Logger logger = System.getLogger("org.rtkit4j.app.test");
        try (var _ = LogPrinter.start(new PrintWriter(err))) {
            logger.log(System.Logger.Level.DEBUG, "one {0}", "\u001b[31m");
        }
        logger.log(System.Logger.Level.DEBUG, "two");
        assertEquals("rtkit: app.test: one \\x1b[31m\n", err.toString());
    }

    private static Cli run(List<String> words, int at, String option) {
        var all = new ArrayList<>(words);
        all.add(at, option);
        Cli run = Cli.run(all.toArray(String[]::new));
        assertEquals(0, run.status(), run::toString);
        return run;
    }
}
