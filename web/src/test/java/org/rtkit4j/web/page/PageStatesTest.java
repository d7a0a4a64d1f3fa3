package org.rtkit4j.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.app.input.HandsPage;
import org.rtkit4j.app.serve.Browser;
import org.rtkit4j.app.serve.OneBrowser;
import org.rtkit4j.app.serve.Panics;
import org.rtkit4j.app.serve.Served;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.Corpus;

/// Every state that a page can be in, light on a desk and dark on a phone: it fits, and axe finds nothing.
///
/// A picture of each is left in `target/screenshots/states`. `web/pictures` has all four of a state looked at, by
/// `-Drtkit.pictures=true`, and puts them on one page.
@ExtendWith(OneBrowser.class)
class PageStatesTest {
    private static final Path HTML = Path.of(System.getProperty("rtkit.html", "target/rtkit.html"));
    private static final boolean WANTS_ALL = Boolean.getBoolean("rtkit.pictures");
    private static final String CANVAS = "#live canvas:not(.overview)";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private Served served;

    @BeforeAll
    static void take(Browser given) {
        browser = given;
    }

    @BeforeEach
    void forget() throws Exception {
        browser.desktop();
        browser.dark(false);
        // What the test before has shown survives, as it should; where no script of the page runs it is forgotten.
        Path blank = Files.writeString(folder.resolve("blank.html"), "<!doctype html><title>blank</title>");
        browser.openAnew(blank.toUri().toString());
        browser.script("sessionStorage.clear()");
    }

    @AfterEach
    void stop() {
        if (served != null) {
            browser.openAnew("about:blank");
            served.close();
        }
        browser.complaints();
    }

    /// Looks at what is shown now.
    private static void seen(String state) throws IOException {
        look(state, false, false);
        look(state, true, true);
        if (WANTS_ALL) {
            look(state, false, true);
            look(state, true, false);
        }
        browser.desktop();
        browser.dark(false);
    }

    private static void look(String state, boolean isPhone, boolean isDark) throws IOException {
        if (isPhone) {
            browser.phone();
        } else {
            browser.desktop();
        }
        browser.dark(isDark);
        String name = "states/%s-%s-%s".formatted(state, isPhone ? "phone" : "desk", isDark ? "dark" : "light");
        assertEquals(List.of(), browser.axe(), name);
        assertTrue(!isPhone || browser.width() == Browser.PHONE_WIDTH, name);
        browser.picture(name);
    }

    // ---- Live ----

    private void live() throws Exception {
        served = Served.start();
        browser.openAnew(served.address().toString());
        Tools.await(() -> String.valueOf(browser.all("#live .card.running").size()), "4"::equals);
        browser.await(".desk .monitor", "3024x1964");
        browser.await(".desk .heard", "Click the keyboard");
    }

    private static String card(String name) {
        return "#live article[aria-labelledby=name-" + name + "]";
    }

    @Test
    void liveRunsAndSaysMore() throws Exception {
        live();
        seen("live");
        browser.find(CANVAS).sendKeys("n");
        browser.await("#live .message", "Bits");
        browser.click("#live details.list summary");
        browser.await("#live .list tbody", "HELLO");
        seen("live-message");
        browser.click(card("dcp") + " summary");
        browser.await(card("dcp"), "0x23");
        seen("live-more");
        browser.click("#live h2");
        assertEquals(0, browser.all(".card details[open]").size());
        browser.find("#live input[type=search]").sendKeys("nothing-of-that-name");
        browser.await("#live .nothing-passes", "Nothing matches \u201cnothing-of-that-name\u201d.");
        browser.await("#live .counts", "0 of ");
        seen("live-filtered-out");
        browser.find("body").sendKeys(Keys.ESCAPE);
        browser.click("#keys");
        browser.await("dialog[open]", "zoom in and out");
        seen("live-keys");
    }

    @Test
    void liveCrashesAndStops() throws Exception {
        live();
        browser.button(card("ans"), "Crash").click();
        browser.await(card("ans") + ".running", "1 crash, 1 restart");
        browser.click(card("mtp") + " summary");
        browser.click(card("mtp") + " input[type=checkbox]");
        Tools.await(
                () -> String.valueOf(browser.all(card("mtp") + " input[aria-busy=false]:not(:checked)")
                        .size()),
                "1"::equals);
        browser.button(card("mtp"), "Fail an assertion").click();
        browser.await(card("mtp") + ".crashed", "crashed");
        browser.click(card("mtp") + " summary");
        browser.button(card("dcp"), "Stop").click();
        browser.await(card("dcp") + ".offline", "offline");
        seen("live-crashed");
        browser.click(card("ans") + " .crash a");
        browser.await("#explain .sentence", "The storage controller (ANS) accessed memory");
        seen("live-crash-explained");
    }

    @Test
    void theDeskIsUsed() throws Exception {
        live();
        browser.click(".keyboard [data-code=CapsLock]");
        browser.find(".keyboard").sendKeys("Hello, world");
        browser.await(".desk .heard", "hELLO, WORLD");
        Tools.await(() -> String.valueOf(browser.all(".key.lit").size()), "1"::equals);
        seen("live-typed");
        browser.button(".desk .screen", "Unplug").click();
        browser.await(".desk .monitor", "No monitor");
        seen("live-no-monitor");
    }

    @Test
    void itIsBright() throws Exception {
        served = Served.start("aop");
        browser.openAnew(served.address().toString());
        browser.await(".desk .light", " lux");
        seen("live-light");
    }

    @Test
    void theConnectionIsLost() throws Exception {
        live();
        served.close();
        browser.await("#live .lost", "What you see is not current");
        seen("live-lost");
    }

    @Test
    void theKeyboardIsAlone() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("mtp")));
                var page = HandsPage.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            page.follow(mac.coprocessors());
            browser.openAnew("http://127.0.0.1:%d/".formatted(page.port()));
            browser.find(".keyboard").sendKeys("a");
            seen("keyboard-alone");
            browser.openAnew("about:blank");
        }
    }

    // ---- Explain ----

    private static void file() {
        browser.openAnew(HTML.toAbsolutePath().toUri().toString());
    }

    // The browser's driver takes canonical paths only.
    private static void give(Path file) throws IOException {
        browser.find("#file").sendKeys(file.toRealPath().toString());
    }

    @Test
    void aReportIsAskedFor() throws Exception {
        file();
        seen("start");
        browser.button("#explain .drop", "Explain the text").click();
        browser.await("#explain .outcome", "There is no text yet");
        seen("start-no-text");
        browser.script("document.querySelector('.veil').hidden = false");
        seen("dropping");
        browser.script("document.querySelector('.veil').hidden = true");
        give(Files.writeString(folder.resolve("shopping.txt"), "apples\npears\n"));
        browser.await("#explain .outcome", "shopping.txt: no crash report");
        seen("no-report");
    }

    @Test
    void aReportIsOnItsWay() throws Exception {
        served = Served.start("generic");
        browser.openAnew(served.origin() + "/#explain");
        browser.await("#explain", "Where is the report?");
        browser.slowed(1);
        give(largeFile("slow.log", 3L << 20));
        browser.await("#explain .drop-way", "Reading slow.log");
        seen("on-its-way");
        browser.button("#explain .drop-way", "Cancel").click();
        browser.await("#explain .outcome", "slow.log: given up.");
        browser.slowed(-1);
        seen("given-up");
        give(largeFile("huge.log", 100L << 20));
        browser.await("#explain .outcome", "huge.log has 100 MiB");
        seen("too-large");
    }

    private static Path largeFile(String name, long bytes) throws IOException {
        Path file = folder.resolve(name);
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(bytes);
        }
        return file;
    }

    @Test
    void aCoprocessorHasCrashed() throws Exception {
        file();
        give(Corpus.path("reports/macos-24A348-m2-dcp.panic"));
        browser.await("#explain h1", "The display controller (DCP) crashed");
        seen("report");
        browser.printed(true);
        browser.picture("states/report-printed");
        browser.printed(false);
        browser.find("#explain canvas:not(.overview)").sendKeys("n");
        browser.await("#explain .message", "Bits");
        browser.script("document.querySelectorAll('#explain details').forEach(one => { one.open = true; })");
        seen("report-all-open");
    }

    @Test
    void aMacHasPanicked() throws Exception {
        file();
        give(Corpus.path("reports/field/phone-missing-sensor.txt"));
        browser.await("#explain h1", "");
        Tools.await(() -> browser.textOf("#explain .verdict"), text -> !text.isEmpty());
        seen("panic-what-next");
        give(Corpus.path("reports/field/mac-watchdog.txt"));
        browser.await("#explain .file-name", "mac-watchdog.txt");
        Tools.await(() -> browser.textOf("#explain .verdict"), text -> !text.isEmpty());
        seen("panic-watchdog");
    }

    @Test
    void aLinuxMachineHasLogged() throws Exception {
        file();
        give(Corpus.path("reports/invented/linux-prefix-oddities-shape.txt"));
        browser.await("#explain .crashes", "crashes in linux-prefix-oddities-shape.txt");
        seen("several");
        give(Corpus.path("reports/linux-7.2-m4pro-mtp-console.log"));
        browser.await("#explain .file-name, #explain .outcome", "linux-7.2-m4pro-mtp-console.log");
        seen("linux-log");
    }

    @Test
    void anArchiveIsLookedThrough() throws Exception {
        file();
        give(archive());
        browser.await("#explain .sentence", "in its task third");
        seen("archive");
        Path none = folder.resolve("none.txt.gz");
        Files.write(none, gzipped("a shopping list".getBytes(StandardCharsets.US_ASCII)));
        give(none);
        browser.await("#explain .outcome", "none.txt.gz: 1 file, and no crash report among them.");
        give(Files.write(folder.resolve("cut.zip"), new byte[] {'P', 'K', 3, 4, 0, 0}));
        browser.await("#explain", "cut.zip: the archive is cut off");
        seen("archive-damaged");
    }

    /// Three reports, one of them packed once more; a text, and what browsers do not open.
    private static Path archive() throws IOException {
        Path file = folder.resolve("sysdiagnose.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "logs/readme.txt", "nothing".getBytes(StandardCharsets.US_ASCII));
            put(zip, "crashes_and_spins/panic-full-2026-11-28-081512.0002.ips", Panics.named("first"));
            put(zip, "crashes_and_spins/panic-full-2026-11-29-201107.0002.ips", Panics.named("third"));
            put(zip, "logs/panic-full-2.panic.gz", gzipped(Panics.named("second")));
            put(zip, "logs/more.xz", "\u00fd7zXZ\0".getBytes(StandardCharsets.ISO_8859_1));
        }
        return file;
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    @Test
    void theCommandWritesAPage() throws Exception {
        Path report = folder.resolve("worker.panic");
        Files.write(report, Panics.named("worker"));
        Path page = folder.resolve("explained.html");
        Cli made = Cli.run("explain", report.toString(), "--html", page.toString());
        assertEquals(0, made.status(), made::toString);
        browser.openAnew(page.toUri().toString());
        seen("explain-html");
    }
}
