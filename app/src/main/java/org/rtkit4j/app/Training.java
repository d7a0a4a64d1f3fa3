package org.rtkit4j.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Runs the commands once while the JVM records what they load, for the ahead-of-time cache that `./rtkit` starts
/// from.
///
/// A cache is an optimisation: whatever fails here costs start-up time and nothing else.
public final class Training {
    private static final String LOG = """
            [    1.000000] nvme-apple 277400000.ans: RTKit: co-processor has crashed
            [    1.000001] nvme-apple 277400000.ans: RTKit: Message (id=1): assert failed: training
            """;

    private Training() {}

    public static void main(String[] args) {
        var out = new PrintWriter(new StringWriter());
        Main.run(out, out, "--help");
        Main.run(out, out, "boot", "ans", "--crash");
        Main.run(out, out, "boot", "smc", "--json");
        System.setIn(new java.io.ByteArrayInputStream(LOG.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        Main.run(out, out, "explain", "-");
    }
}
