package org.rtkit4j.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.app.smc.Tools;

/// The page's scripts, by node: a linter, and tests of what they compute.
class ScriptsTest {
    private static final String PAGE = "../app/src/main/resources/org/rtkit4j/app/serve/page/js";

    @Test
    void theLinterHasNothingToSay() throws Exception {
        assertEquals("", node("src/test/js/lint.mjs", PAGE, "src/main/page").strip());
    }

    @Test
    void whatTheyComputeIsRight() throws Exception {
        node("--test", "src/test/js/report.test.mjs", "src/test/js/timeline.test.mjs", "src/test/js/unpack.test.mjs");
    }

    private static String node(String... arguments) throws IOException, InterruptedException {
        Tools.require("node", "node");
        var command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
