package org.rtkit4j.app.smc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcException;
import org.rtkit4j.drivers.smc.SmcFault;
import org.rtkit4j.drivers.smc.SmcKey;
import org.rtkit4j.wire.message.SmcResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rtkit smc read`: the value of one key, or of several.
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = {"Reads keys and prints their values, one a line.", ""})
final class ReadCommand implements Callable<Integer> {
    @Mixin
    private final SmcOutput output = new SmcOutput();

    @Parameters(arity = "1..*", paramLabel = "KEY", description = "Four letters, for example F0Ac.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws Exception {
        var keys = new ArrayList<SmcKey>();
        for (String name : names) {
            keys.add(KeyNames.key(name));
        }
        List<KeyRow> rows = read(keys);
        var out = output.out();
        if (output.isJson()) {
            SmcJson.print(out, rows);
        } else {
            rows.forEach(this::print);
        }
        out.flush();
        return rows.stream().filter(row -> row.value() != null).count() == keys.size()
                ? ExitStatus.OK
                : ExitStatus.FAILED;
    }

    private List<KeyRow> read(List<SmcKey> keys) throws Exception {
        var rows = new ArrayList<KeyRow>();
        try (var session = output.open()) {
            for (SmcKey key : keys) {
                read(session.smc(), key, rows);
            }
        }
        return rows;
    }

    // A key that is not there is no reason to keep the others back.
    private void read(Smc smc, SmcKey key, List<KeyRow> rows) throws SmcException, InterruptedException {
        try {
            rows.add(KeyRow.read(smc, key));
        } catch (SmcException e) {
            if (!(e.fault() instanceof SmcFault.Refused)) {
                throw e;
            }
            output.say(String.valueOf(e.getMessage()));
        }
    }

    private void print(KeyRow row) {
        if (row.value() != null) {
            output.out().println(row.text());
        } else {
            String why = row.refusal() == 0 ? "not readable" : SmcResult.describe(row.refusal());
            output.say("smc: %s: %s".formatted(row.info().key(), why));
        }
    }
}
