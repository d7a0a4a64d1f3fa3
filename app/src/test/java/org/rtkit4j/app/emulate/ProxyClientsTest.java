package org.rtkit4j.app.emulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Main;
import org.rtkit4j.app.smc.Tools;

/// The clients that docs/proxy.md gives away, as somebody runs them who has copied them.
class ProxyClientsTest {
    private static final Path CLIENTS = Path.of(System.getProperty("rtkit.root", ".."), "docs", "clients");
    private static final Pattern LISTENING = Pattern.compile("listening: tcp:127\\.0\\.0\\.1:(\\d+)");

    private static Thread emulation;
    private static String port;

    @BeforeAll
    static void start() throws Exception {
        var out = new StringWriter();
        emulation = Thread.ofPlatform()
                .start(() -> Main.run(
                        new PrintWriter(out, true),
                        new PrintWriter(new StringWriter()),
                        "emulate",
                        "--proxy",
                        "tcp:127.0.0.1:0"));
        Matcher listening = LISTENING.matcher(
                Tools.await(out::toString, text -> LISTENING.matcher(text).find()));
        assertTrue(listening.find());
        port = listening.group(1);
    }

    @AfterAll
    static void stop() throws Exception {
        emulation.interrupt();
        emulation.join();
    }

    @Test
    void pythonsReadsTheSameWordInBothWays() throws Exception {
        Tools.require("cc", "python3");
        check(Tools.run("", "python3", CLIENTS.resolve("proxy.py").toString(), "127.0.0.1", port));
    }

    @Test
    void theOneInCReadsTheSameWordInBothWays(@TempDir Path folder) throws Exception {
        Tools.require("cc", "cc");
        String program = folder.resolve("proxy").toString();
        String source = CLIENTS.resolve("proxy.c").toString();
        assertEquals("", Tools.run("", "cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-o", program, source));
        check(Tools.run("", program, "127.0.0.1", port));
    }

    private static void check(String printed) {
        List<String> lines = printed.lines().toList();
        assertEquals(4, lines.size(), printed);
        assertEquals("features: 0", lines.get(0));
        assertTrue(lines.get(1).matches("boot arguments: 0x[0-9a-f]+"), printed);
        String word = lines.get(2).replace("by a load: ", "");
        assertTrue(word.matches("0x[0-9a-f]{8}") && !word.equals("0x00000000"), printed);
        assertEquals("by a block: " + word, lines.get(3));
    }
}
