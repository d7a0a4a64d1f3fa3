package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.testkit.Corpus;

/// The page that explains reports, in a real browser.
@ExtendWith(OneBrowser.class)
class ExplainPageTest {
    private static final String MARKUP = "<img/src=x/onerror=hacked=1><script>hacked=1</script>";
    private static final long HUNDRED_MEGABYTES = 100L << 20;

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Served served;

    @BeforeAll
    static void start(Browser given) throws Exception {
        browser = given;
        served = Served.start("generic");
    }

    @AfterAll
    static void stop() throws Exception {
        if (served != null) {
            served.close();
        }
    }

    @BeforeEach
    void open() {
        browser.desktop();
        browser.dark(false);
        // What the test before has shown survives, as it should; where no script of the page runs it is forgotten.
        browser.openAnew(served.origin() + "/icon.svg");
        browser.script("sessionStorage.clear()");
        browser.openAnew(served.origin() + "/#explain");
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertEquals(List.of(), browser.complaints());
    }

    // The browser's driver takes canonical paths only.
    private static void give(Path file) throws IOException {
        browser.find("#file").sendKeys(file.toRealPath().toString());
    }

    @Test
    void theRealReportIsExplainedWithItsMessages() throws Exception {
        give(Corpus.path("reports/macos-24A348-m2-dcp.panic"));
        browser.await(
                "#explain .sentence", "The display controller (DCP) stopped itself because one of its checks failed");
        String text = browser.textOf("#explain .explain");
        for (String part : List.of(
                "dcpav",
                "AppleDCPDPTXPowerController.cpp",
                "Faulting task: dcpav",
                "65 other tasks",
                "Messages: 137",
                "Call stack: 10",
                "l2c_err_sts",
                "SEMWAIT")) {
            assertTrue(text.contains(part), part);
        }
        browser.find("#explain .timeline input[type=search]").sendKeys("call");
        browser.find("#explain canvas").sendKeys("n");
        browser.await("#explain .message", "CTX");
        browser.picture("explain");
        assertEquals(List.of(), browser.axe());
        browser.dark(true);
        assertEquals(List.of(), browser.axe());
        browser.picture("explain-dark");
        browser.phone();
        assertEquals(Browser.PHONE_WIDTH, browser.width());
        browser.picture("explain-phone");
    }

    /// Has the page count who waits for other colours and other sizes.
    private static final String COUNT = """
            window.listening = 0;
            window.watching = 0;
            const add = MediaQueryList.prototype.addEventListener;
            MediaQueryList.prototype.addEventListener = function (type, listener, options) {
              listening++;
              options?.signal?.addEventListener('abort', () => listening--);
              return add.call(this, type, listener, options);
            };
            const observe = ResizeObserver.prototype.observe;
            ResizeObserver.prototype.observe = function (element) { watching++; return observe.call(this, element); };
            const disconnect = ResizeObserver.prototype.disconnect;
            ResizeObserver.prototype.disconnect = function () { watching--; return disconnect.call(this); };
            """;

    @Test
    void aReportThatIsNotShownAnyMoreListensToNothing() throws Exception {
        // The live page, behind this one, has a time line of its own, which stays.
        Tools.await(() -> String.valueOf(browser.all("#live .timeline").size()), "1"::equals);
        browser.script(COUNT);
        for (int i = 0; i < 5; i++) {
            String task = "worker" + i;
            browser.script(
                    "document.querySelector('#explain textarea').value = arguments[0]",
                    new String(Panics.named(task), StandardCharsets.UTF_8));
            browser.button("#explain .drop", "Explain the text").click();
            browser.await("#explain .sentence", "in its task " + task);
            if (i < 4) {
                browser.button("#explain .drop", "Another report").click();
            }
        }
        assertEquals(1L, browser.script("return listening"));
        assertEquals(1L, browser.script("return watching"));
    }

    @Test
    void textIsPastedAndExplained() throws Exception {
        browser.button("#explain .drop", "Explain the text").click();
        browser.await("#explain .outcome", "There is no text yet");
        browser.script(
                "document.querySelector('#explain textarea').value = arguments[0]",
                new String(Panics.named("worker"), StandardCharsets.UTF_8));
        browser.button("#explain .drop", "Explain the text").click();
        browser.await("#explain .sentence", "in its task worker");
    }

    @Test
    void aFileIsDropped() throws Exception {
        browser.script("""
                const data = new DataTransfer();
                data.items.add(new File([arguments[0]], 'dropped.panic'));
                document.querySelector('#explain .drop').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
                """, new String(Panics.named("dropper"), StandardCharsets.UTF_8));
        browser.await("#explain .sentence", "in its task dropper");
    }

    @Test
    void textOfAReportNeverBecomesMarkup() throws Exception {
        Path report = Files.write(folder.resolve("<b>name.panic"), Panics.named(MARKUP));
        give(report);
        browser.await("#explain .sentence", "The display controller (DCP)");
        assertTrue(browser.textOf("#explain").contains(MARKUP), browser.textOf("#explain .reason"));
        assertEquals("", browser.script("return window.hacked"));
        assertEquals(0, browser.all("#explain img, #explain script, #explain b").size());
        browser.picture("explain-hostile");
    }

    @Test
    void whatIsNoReportIsSaidToBeNone() throws Exception {
        give(Files.writeString(folder.resolve("none.txt"), MARKUP));
        browser.await("#explain .outcome", "none.txt: no crash report of a co-processor");
        assertEquals("", browser.script("return window.hacked"));
    }

    @Test
    void ofAFileOfAHundredMegabytesAPartIsRead() throws Exception {
        Path log = hugeLog();
        give(log);
        browser.await("#explain .outcome", "huge.log has 100 MiB; the page reads ");
        browser.picture("explain-too-large");
        browser.button("#explain .outcome", "Read its last").click();
        browser.await("#explain .sentence", "in its task worker");
        browser.picture("explain-part-of-a-large-file");
    }

    /// Long lines of a log without end, and a crash at its end.
    private static Path hugeLog() throws IOException {
        Path log = folder.resolve("huge.log");
        byte[] lines = "[    1.000000] a line of something else, as logs are full of them, and nothing of RTKit in it\n"
                .repeat(10_000)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] panic = Panics.named("worker");
        try (var file = new RandomAccessFile(log.toFile(), "rw")) {
            while (file.length() + lines.length < HUNDRED_MEGABYTES - panic.length) {
                file.write(lines);
            }
            while (file.length() < HUNDRED_MEGABYTES - panic.length - 1) {
                file.write('.');
            }
            file.write('\n');
            file.write(panic);
        }
        return log;
    }

    @Test
    void whatIsSavedIsWhatTheButtonSays() throws Exception {
        Path saved = Files.createDirectory(folder.resolve("saved"));
        browser.saveTo(saved);
        give(Files.write(folder.resolve("worker.panic"), Panics.named("worker")));
        browser.await("#explain .sentence", "in its task worker");
        browser.button("#explain .verdict", "Save core file").click();
        browser.button("#explain .verdict", "Save as JSON").click();
        Tools.await(() -> names(saved), names -> names.matches("dcp-[0-9a-f]{6}\\.core dcp-[0-9a-f]{6}\\.json"));
        try (var files = Files.newDirectoryStream(saved)) {
            for (Path file : files) {
                String begin = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertTrue(
                        begin.startsWith(
                                file.toString().endsWith(".core")
                                        ? "\u007fELF"
                                        : "{\n  \"file\" : \"worker.panic\",\n  \"format\" :"),
                        begin);
            }
        }
    }

    private static String names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .collect(Collectors.joining(" "));
        }
    }

    @Test
    void severalCrashesAreChosenFrom() throws Exception {
        // Two panic reports in one file are read as one; a kernel log holds several.
        give(Corpus.path("reports/invented/linux-dmesg-crash-shape.txt"));
        Tools.await(() -> browser.textOf("#explain .sentence"), text -> !text.isEmpty());
        assertFalse(browser.textOf("#explain .verdict").isEmpty());
    }
}
