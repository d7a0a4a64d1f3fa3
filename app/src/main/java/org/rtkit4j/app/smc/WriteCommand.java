package org.rtkit4j.app.smc;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.smc.PowerAction;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcException;
import org.rtkit4j.drivers.smc.SmcKey;
import org.rtkit4j.drivers.smc.SmcValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rtkit smc write`: a new value for a key.
@Command(
        name = "write",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a key: a number, true or false, text, or bytes as 0x and two digits each, as its type wants.",
            "",
            "Asks before it writes a key that can take power from the machine: MBSE, and pins (gP..).",
            "With --json it prints the key with what it holds afterwards.",
            ""
        })
final class WriteCommand implements Callable<Integer> {
    @Mixin
    private final SmcOutput output = new SmcOutput();

    @Parameters(index = "0", paramLabel = "KEY", description = "Four letters, for example F0Tg.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "The value; for MBSE four letters such as offw.")
    private String text = "";

    @Option(names = "--yes", description = "Do not ask. Where nobody can be asked, a dangerous key needs it.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        SmcKey key = KeyNames.key(name);
        boolean isAllowed = yes || !PowerAction.isDangerous(key) || isAgreed(key);
        if (!isAllowed) {
            output.say("nothing was written");
            return ExitStatus.FAILED;
        }
        try (var session = output.open()) {
            Smc smc = session.smc();
            smc.put(key, parse(smc, key));
            if (output.isJson()) {
                KeyRow row = after(smc, key);
                Json.print(output.out(), document -> SmcJson.row(row, document));
            }
        }
        return ExitStatus.OK;
    }

    // After a dangerous write the controller may be in no state to answer.
    private static KeyRow after(Smc smc, SmcKey key) throws SmcException, InterruptedException {
        return PowerAction.isDangerous(key) ? new KeyRow(smc.info(key), null, 0) : KeyRow.read(smc, key);
    }

    private SmcValue parse(Smc smc, SmcKey key) throws SmcException, InterruptedException, BadInputException {
        try {
            return smc.parse(
                    key,
                    isLetters(key) ? Integer.toUnsignedString(SmcKey.of(text).code()) : text);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private boolean isLetters(SmcKey key) {
        return key.toString().equals("MBSE") && text.matches("[a-z0-9]{4}");
    }

    @SuppressWarnings("SystemConsoleNull") // never null since JDK 22, but the null checker does not know
    private boolean isAgreed(SmcKey key) throws BadInputException {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new BadInputException(
                    "writing this key can power the machine off: key=%s; give --yes to do it unasked".formatted(key));
        }
        String answer = console.readLine("Writing %s can power the machine off. Write it? [y/N] ", key.toString());
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y(es)?");
    }
}
