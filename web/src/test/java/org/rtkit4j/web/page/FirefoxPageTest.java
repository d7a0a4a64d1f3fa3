package org.rtkit4j.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.serve.Panics;
import org.rtkit4j.app.smc.Tools;

/// The page in one file in the other engine, from the disk.
class FirefoxPageTest {
    private static final Path HTML = Path.of(System.getProperty("rtkit.html", "target/rtkit.html"));

    @TempDir
    private static Path folder;

    @Test
    void aReportIsExplainedWithoutARequestAndWithoutAComplaint() throws Exception {
        try (Firefox firefox = Firefox.start(Files.createDirectory(folder.resolve("profile")))) {
            firefox.open(HTML.toAbsolutePath().toUri());
            assertEquals("Explain · rtkit", firefox.script("document.title"));
            firefox.script("(() => { const data = new DataTransfer(); data.items.add(new File(["
                    + Firefox.quoted(new String(Panics.named("fox"), StandardCharsets.UTF_8))
                    + "], 'fox.panic')); document.body.dispatchEvent(new DragEvent('drop',"
                    + " {dataTransfer: data, bubbles: true, cancelable: true})); })()");
            Tools.await(
                    () -> firefox.script("document.querySelector('.sentence')?.textContent"),
                    said -> said.contains("in its task fox"));
            firefox.script(
                    "document.querySelector('.timeline canvas').dispatchEvent(new KeyboardEvent('keydown', {key: 'n'}))");
            Tools.await(
                    () -> firefox.script("document.querySelector('.message').textContent"),
                    said -> said.contains("endpoint"));
            assertTrue(firefox.script("document.querySelector('.saves').textContent")
                    .contains("Save core file"));
            List<String> others = firefox.events().stream()
                    .filter(event -> event.contains("log.entryAdded") || !event.contains("\"url\":\"file:"))
                    .filter(event -> !event.contains("\"url\":\"data:") && !event.contains("\"url\":\"blob:"))
                    .toList();
            assertEquals(List.of(), others);
        }
    }
}
