package org.rtkit4j.web.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.serve.Browser;
import org.rtkit4j.app.serve.Panics;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.forensics.page.ReadReport;
import org.rtkit4j.testkit.Corpus;

/// The page in one file, from the disk, in a browser that has no network.
class FilePageTest {
    private static final Path HTML = Path.of(System.getProperty("rtkit.html", "target/rtkit.html"));
    private static final String MARKUP = "<img/src=x/onerror=hacked=1><script>hacked=1</script>";

    /// Everything that the page has had loaded since it began: nothing but itself.
    private static final String REQUESTS = """
            return performance.getEntriesByType('resource').map(one => one.name).filter(name => !name.startsWith('data:') && !name.startsWith('blob:'));
            """;

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start(folder.resolve("profile"), "--host-resolver-rules=MAP * ~NOTFOUND");
        browser.offline();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        browser.desktop();
        browser.dark(false);
        // What the test before has shown survives, as it should; where no script of the page runs it is forgotten.
        Path blank = Files.writeString(folder.resolve("blank.html"), "<!doctype html><title>blank</title>");
        browser.openAnew(blank.toUri().toString());
        browser.script("sessionStorage.clear()");
        browser.openAnew(HTML.toAbsolutePath().toUri().toString());
    }

    @AfterEach
    void nothingWasAskedForOrComplainedOf() {
        assertEquals(List.of(), browser.script(REQUESTS));
        assertEquals(List.of(), browser.complaints());
    }

    // The browser's driver takes canonical paths only.
    private static void give(Path file) throws IOException {
        browser.find("#file").sendKeys(file.toRealPath().toString());
    }

    @Test
    void theRealReportIsExplained() throws Exception {
        give(Corpus.path("reports/macos-24A348-m2-dcp.panic"));
        browser.await("#explain h1", "The display controller (DCP) crashed");
        String text = browser.textOf("#explain .report");
        for (String part : List.of(
                "one of its checks failed", "AppleDCPDPTXPowerController.cpp line 561", "dcpav", "Messages: 137")) {
            assertTrue(text.contains(part), part);
        }
        browser.find("#explain canvas:not(.overview)").sendKeys("n");
        browser.await("#explain .message", "Bits");
        assertEquals(List.of(), browser.axe());
        browser.picture("file");
        browser.printed(true);
        assertEquals("none", browser.script("return getComputedStyle(document.querySelector('.saves')).display"));
        browser.picture("file-print");
        browser.printed(false);
        browser.dark(true);
        assertEquals(List.of(), browser.axe());
        browser.picture("file-dark");
        browser.phone();
        assertEquals(Browser.PHONE_WIDTH, browser.width());
        browser.picture("file-phone");
    }

    /// The red of the line at the crash, in the drawing's first row of pixels.
    private static final String CRASH_LINE = """
            const canvas = document.querySelector('#explain canvas:not(.overview)');
            const row = new OffscreenCanvas(canvas.width, 1).getContext('2d', { willReadFrequently: true });
            row.drawImage(canvas, 0, 1, canvas.width, 1, 0, 0, canvas.width, 1);
            const { data } = row.getImageData(0, 0, canvas.width, 1);
            for (let i = 0; i < data.length; i += 4) {
              if (data[i] > 150 && data[i + 1] < 60 && data[i + 2] < 60) return i / 4 / canvas.width;
            }
            return -1;
            """;

    @Test
    void whatIsSeenFirstHasTheCrashInIt() throws Exception {
        give(Corpus.path("reports/macos-24A348-m2-dcp.panic"));
        browser.await("#explain .counts", " of 137 messages");
        Tools.await(() -> String.valueOf(browser.script(CRASH_LINE)), place -> place.matches("0\\.[89].*"));
        browser.button("#explain .foot", "Burst").click();
        Tools.await(() -> String.valueOf(browser.script(CRASH_LINE)), "-1"::equals);
        browser.button("#explain .foot", "Crash").click();
        Tools.await(() -> String.valueOf(browser.script(CRASH_LINE)), place -> place.matches("0\\.[89].*"));
    }

    @Test
    void theTimeLineHearsItsKeysWhereverTheFocusIs() throws Exception {
        give(Corpus.path("reports/macos-24A348-m2-dcp.panic"));
        browser.await("#explain .counts", " of 137 messages");
        browser.button("#explain", "Another report");
        browser.script("document.querySelector('#explain .saves button').focus()");
        browser.press("n");
        browser.await("#explain .message", "Bits");
        String first = browser.textOf("#explain .message");
        browser.press("n");
        Tools.await(() -> browser.textOf("#explain .message"), text -> !text.equals(first) && text.contains("Bits"));
        browser.press("p");
        Tools.await(() -> browser.textOf("#explain .message"), first::equals);
        assertEquals("Save as text", browser.focused());
        String before = browser.textOf("#explain .counts");
        browser.press("w");
        browser.press("w");
        Tools.await(() -> browser.textOf("#explain .counts"), counts -> !counts.equals(before));
        browser.press(Keys.ESCAPE);
        browser.await("#explain .message", "Choose a message");
        browser.press("/");
        browser.press("n");
        assertEquals("n", browser.script("return document.querySelector('#explain input[type=search]').value"));
        browser.await("#explain .message", "Choose a message");
    }

    @Test
    void aFilterThatNothingPassesSaysSo() throws Exception {
        give(Corpus.path("reports/macos-24A348-m2-dcp.panic"));
        browser.await("#explain .counts", " of 137 messages");
        browser.click("#explain details.list summary");
        browser.press("n");
        browser.await("#explain .message", "Bits");
        browser.find("#explain input[type=search]").sendKeys("no such");
        browser.await("#explain .nothing-passes", "Nothing matches \u201cno such\u201d.");
        browser.await("#explain .list", "Nothing matches \u201cno such\u201d.");
        browser.await("#explain .message", "Choose a message");
        long height = (Long) browser.script("return document.querySelector('canvas:not(.overview)').clientHeight");
        assertTrue(height < 100, "lanes of which nothing passes are lines: height=" + height);
        assertEquals(List.of(), browser.axe());
        browser.button("#explain .nothing-passes", "Show every message").click();
        browser.await("#explain .counts", " of 137 messages");
        assertEquals(0, browser.all("#explain .nothing-passes:not([hidden])").size());
        browser.script("document.querySelectorAll('#explain .legend button').forEach(one => one.click())");
        browser.await("#explain .nothing-passes", "Nothing is shown: every group of messages is off.");
    }

    @Test
    void itSaysWhereReportsAre() throws Exception {
        String text = browser.textOf("#explain .places");
        for (String words :
                List.of("/Library/Logs/DiagnosticReports", "Analytics Data", "panic-full", "journalctl -k -b -1")) {
            assertTrue(text.contains(words), words);
        }
        assertEquals(List.of(), browser.axe());
        browser.phone();
        assertEquals(Browser.PHONE_WIDTH, browser.width());
        browser.picture("file-start-phone");
    }

    @Test
    void aReportIsDroppedOrPastedAnywhereAndSurvivesAReload() throws Exception {
        browser.script("""
                const data = new DataTransfer();
                data.items.add(new File([arguments[0]], 'dropped.panic'));
                document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
                """, text("dropper"));
        browser.await("#explain .sentence", "in its task dropper");
        browser.script("""
                const data = new DataTransfer();
                data.setData('text/plain', arguments[0]);
                document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
                """, text("paster"));
        browser.await("#explain .sentence", "in its task paster");
        browser.reload();
        browser.await("#explain .sentence", "in its task paster");
        browser.button("#explain", "Another report").click();
        browser.reload();
        browser.await("#explain", "Where is the report?");
        assertEquals("", browser.textOf("#explain .sentence"));
    }

    private static String text(String task) throws IOException {
        return new String(Panics.named(task), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsSavedIsWhatTheCommandWrites() throws Exception {
        byte[] input = Panics.named("worker");
        ReadReport report = ReadReport.byPassages("worker.panic", input);
        String given = folder.resolve("worker.panic").toString();
        Path saved = Files.createDirectory(folder.resolve("saved"));
        browser.saveTo(saved);
        give(Files.write(folder.resolve("worker.panic"), input));
        browser.await("#explain .sentence", "in its task worker");
        browser.button("#explain .saves", "Save core file").click();
        browser.button("#explain .saves", "Save as text").click();
        browser.button("#explain .saves", "Save as JSON").click();
        Tools.await(() -> names(saved), names -> names.matches("dcp-\\w{6}.core dcp-\\w{6}.json dcp-\\w{6}.txt"));
        for (String name : names(saved).split(" ", -1)) {
            byte[] file = Files.readAllBytes(saved.resolve(name));
            if (name.endsWith(".core")) {
                assertArrayEquals(report.core(report.crash(1)), file);
            } else if (name.endsWith(".txt")) {
                assertEquals(Cli.run("explain", "--all", given).out(), new String(file, StandardCharsets.UTF_8));
            } else {
                String json = Cli.run("explain", "--json", given).out().replace(given, "worker.panic");
                assertEquals(json, new String(file, StandardCharsets.UTF_8));
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
    void theReportsInAnArchiveAreFound() throws Exception {
        give(archive());
        browser.await("#explain .sentence", "in its task first");
        assertTrue(browser.textOf("#explain .archive").contains("found.zip: 4 files, 2 reports, 1 not opened"));
        assertEquals(List.of(), browser.axe());
        browser.picture("file-archive");
        browser.all("#explain .archive button").get(1).click();
        browser.await("#explain .sentence", "in its task second");
        browser.phone();
        assertEquals(Browser.PHONE_WIDTH, browser.width());
        assertEquals(List.of(), browser.axe());
        browser.picture("file-archive-phone");
        browser.button("#explain", "Another report").click();
        browser.await("#explain", "Where is the report?");
    }

    @Test
    void anArchiveWithoutAReportSaysSo() throws Exception {
        Path file = folder.resolve("none.txt.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a shopping list".getBytes(StandardCharsets.US_ASCII));
        }
        give(file);
        browser.await("#explain .outcome", "none.txt.gz: 1 file, and no crash report among them.");
        give(Files.write(folder.resolve("cut.zip"), new byte[] {'P', 'K', 3, 4, 0, 0}));
        browser.await("#explain .outcome", "cut.zip: 1 file, and no crash report among them.");
        assertTrue(browser.textOf("#explain").contains("cut.zip: the archive is cut off"));
    }

    /// Two reports, one of them packed once more; a text, and what browsers do not open.
    private static Path archive() throws IOException {
        Path file = folder.resolve("found.zip");
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(Panics.named("second"));
        }
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "logs/readme.txt", "nothing".getBytes(StandardCharsets.US_ASCII));
            put(zip, "logs/panic-full-1.panic", Panics.named("first"));
            put(zip, "logs/panic-full-2.panic.gz", packed.toByteArray());
            put(zip, "logs/more.xz", "\u00fd7zXZ\0".getBytes(StandardCharsets.ISO_8859_1));
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /// Name for name, and text for text; marks of quotation aside.
    @Test
    void factsHaveTheWordsOfTheCommand() throws Exception {
        Path report = Corpus.path("reports/macos-24A348-m2-dcp.panic");
        give(report);
        browser.await("#explain .counts", " of 137 messages");
        List<String> shown =
                ((List<?>) browser.script("""
                return [...document.querySelectorAll('.facts-list dt')]
                    .map(one => one.textContent + ': ' + one.nextSibling.textContent);
                """)).stream().map(String::valueOf).toList();
        String text =
                Cli.run("explain", "--evidence", "facts", report.toString()).out();
        for (String line : text.lines().filter(line -> line.startsWith("  ")).toList()) {
            String name = line.strip().split(" {2,}|(?<=in the backtrace) ", 2)[0];
            String said = line.strip().substring(name.length()).strip();
            String same = shown.stream()
                    .filter(fact -> fact.startsWith(name + ": "))
                    .findFirst()
                    .orElse("");
            assertTrue(!same.isEmpty(), () -> name + " is not among " + shown);
            assertEquals(name + ": " + said, same.replaceAll("[\u201c\u201d]", "\""));
        }
    }

    @Test
    void textOfAReportNeverBecomesMarkup() throws Exception {
        give(Files.write(folder.resolve("<b>name.panic"), Panics.named(MARKUP)));
        browser.await("#explain h1", "The display controller (DCP)");
        assertTrue(browser.textOf("#explain").contains(MARKUP));
        assertEquals("", browser.script("return window.hacked"));
        assertEquals(0, browser.all("#explain img, #explain script, #explain b").size());
    }

    @Test
    void everythingIsDoneByKeys() throws Exception {
        browser.script("document.querySelector('#explain textarea').value = arguments[0]", text("typist"));
        tabTo("Explain the text");
        browser.press(Keys.ENTER);
        browser.await("#explain .sentence", "in its task typist");
        assertTrue(browser.focused().startsWith("The display controller"), browser.focused());
        browser.press("?");
        Tools.await(
                () -> String.valueOf(browser.script("return !!document.querySelector('dialog').open")), "true"::equals);
        assertTrue(browser.textOf("dialog").contains("zoom in and out"));
        assertEquals(List.of(), browser.axe());
        browser.press(Keys.ESCAPE);
        tabTo("Save as text");
        tabTo("Another report");
        browser.press(Keys.ENTER);
        browser.await("#explain", "Where is the report?");
    }

    private static void tabTo(String name) {
        for (int tabs = 0; !browser.focused().startsWith(name); tabs++) {
            assertTrue(tabs < 80, "not reached by Tab: " + name);
            browser.tab();
        }
    }

    /// The longest time for which the page has not answered, in a log of 60 MB.
    private static final String WATCH = """
            window.longest = 0;
            let last = performance.now();
            const look = () => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; setTimeout(look, 4); };
            look();
            """;

    @Test
    void aLargeLogLeavesThePageResponsiveAndCanBeGivenUp() throws Exception {
        Path log = largeLog();
        browser.script(WATCH);
        give(log);
        Tools.await(
                () -> browser.textOf("#explain .drop-way"),
                text -> text.contains("Explaining large.log: ") && text.matches("(?s).* of 57\\.2 MiB, [1-9]\\d? %.*"));
        browser.button("#explain .drop-way", "Cancel").click();
        browser.await("#explain .outcome", "large.log: given up.");
        browser.script("longest = 0");
        give(log);
        browser.await("#explain .sentence", "in its task worker");
        Object longest = browser.script("return Math.round(longest)");
        Object bytes = Files.size(log);
        System.err.println("a log of " + bytes + " bytes: longest the page did not answer for: " + longest + " ms");
        browser.picture("file-large");
    }

    /// Lines of something else, and a crash at the end.
    private static Path largeLog() throws IOException {
        Path log = folder.resolve("large.log");
        byte[] line = "[    1.000000] a line of something else, as logs are full of them, and nothing of RTKit in it\n"
                .getBytes(StandardCharsets.US_ASCII);
        try (var out = new BufferedOutputStream(Files.newOutputStream(log))) {
            for (int bytes = 0; bytes < 60_000_000; bytes += line.length) {
                out.write(line);
            }
            out.write(Panics.named("worker"));
        }
        return log;
    }
}
