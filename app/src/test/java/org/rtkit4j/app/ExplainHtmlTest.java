package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainHtmlTest {
    private static final String PANIC = """
            panic(cpu 0 caller 0x1): SMC PANIC - <script>alert("x")</script> & more - Misc(2)
            RTKit: RTKit-9001.1.1.release - Client: AppleSMCFirmware_X00
            Time: 0x0000000100000000
            """;

    @TempDir
    private Path folder = Path.of("");

    private String page(String... arguments) throws IOException {
        Path page = folder.resolve("page.html");
        String[] all = new String[arguments.length + 3];
        all[0] = "explain";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--html";
        all[arguments.length + 2] = page.toString();
        Cli explain = Cli.run(all);
        assertEquals("", explain.out());
        assertEquals(0, explain.status(), explain.err());
        return Files.readString(page);
    }

    @Test
    void aPageNeedsNothingElseAndRunsNothing() throws IOException {
        Path report = Files.writeString(folder.resolve("a<b.panic"), PANIC);
        String page = page(report.toString());
        assertTrue(page.startsWith("<!DOCTYPE html>"), page);
        assertTrue(page.endsWith("</html>\n"), page);
        assertTrue(page.contains("a&lt;b.panic</h2>"), page);
        assertTrue(page.contains("&lt;script&gt;alert(&quot;x&quot;)"), page);
        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("http://") || page.contains("https://") || page.contains("src="), page);
        assertFalse(page.contains("\u001b"), page);
        assertTrue(page.contains("<span class=\"alarm\">The system management controller (SMC) crashed</span>"), page);
        assertEquals(count("<span", page), count("</span>", page));
        assertTrue(page.contains("<details>"), page);
        assertTrue(page.contains("<h2 class=\"headline\">The system management controller (SMC) crashed</h2>"), page);
        // The colours of the page in the browser, and its sizes.
        assertTrue(page.contains("--huge: clamp("), page);
    }

    @Test
    void aFolderIsAPageToo() throws IOException {
        Path reports = Files.createDirectory(folder.resolve("reports"));
        Files.writeString(reports.resolve("one.panic"), PANIC);
        String page = page(reports.toString());
        assertTrue(page.contains("1 crash in 1 group;"), page);
    }

    @Test
    void whatCannotBeWrittenIsOneLine() throws IOException {
        Path report = Files.writeString(folder.resolve("a.panic"), PANIC);
        Cli explain = Cli.run("explain", report.toString(), "--html", folder + "/none/page.html");
        assertEquals(2, explain.status());
        assertEquals(1, explain.err().lines().count(), explain.err());
    }

    private static int count(String word, String page) {
        return page.split(word, -1).length - 1;
    }
}
