package org.rtkit4j.app.smc;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rtkit smc list`: the keys, with type, flags and value.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {"Lists keys with type, size, flags (r readable, w writable, f function) and value.", ""})
final class ListCommand implements Callable<Integer> {
    @Mixin
    private final SmcOutput output = new SmcOutput();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "The first letters of the keys; default: all keys.")
    private String prefix = "";

    @Override
    public Integer call() throws Exception {
        KeyNames.requirePrefix(prefix);
        List<KeyRow> rows;
        try (var session = output.open()) {
            rows = read(session.smc());
        }
        print(rows, output.out());
        return rows.isEmpty() ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private List<KeyRow> read(Smc smc) throws Exception {
        var rows = new ArrayList<KeyRow>();
        for (SmcKey key : smc.keys(prefix)) {
            rows.add(KeyRow.read(smc, key));
        }
        return rows;
    }

    private void print(List<KeyRow> rows, PrintWriter out) throws Exception {
        if (output.isJson()) {
            SmcJson.print(out, rows);
        } else if (rows.isEmpty()) {
            output.say("no key begins with these letters: prefix=" + prefix);
        } else {
            out.println("KEY   TYPE  SIZE  FLAGS  VALUE");
            rows.forEach(row -> out.println("%s  %-4s  %4d  %-5s  %s"
                    .formatted(row.info().key(), row.info().type(), row.info().sizeBytes(), row.flags(), row.text())));
            out.flush();
        }
    }
}
