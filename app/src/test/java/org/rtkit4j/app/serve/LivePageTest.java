package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.emulator.profile.Profile;

/// The live page in a real browser.
@ExtendWith(OneBrowser.class)
class LivePageTest {
    private static final String CANVAS = "#live canvas:not(.overview)";
    private static final String SENTENCE = "the quick brown fox jumps over 42 lazy dogs";
    private static final String COUNTS = "#live .counts";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private Served served;

    @BeforeAll
    static void take(Browser given) {
        browser = given;
    }

    @BeforeEach
    void open() throws Exception {
        served = Served.start();
        browser.desktop();
        browser.dark(false);
        browser.openAnew(served.address().toString());
        Tools.await(() -> String.valueOf(browser.all("#live .card.running").size()), "4"::equals);
    }

    @AfterEach
    void close() throws Exception {
        served.close();
        assertEquals(
                List.of(),
                browser.complaints().stream()
                        .filter(line -> !line.contains("ERR_"))
                        .toList());
    }

    private static String card(String name) {
        return "#live article[aria-labelledby=name-" + name + "]";
    }

    @Test
    void aCoprocessorBootsCrashesAndIsExplained() throws Exception {
        browser.await(card("ans"), "running");
        browser.await("#live .lines", "ExampleAnsFirmware");
        browser.picture("live");
        browser.button(card("ans"), "Crash").click();
        browser.await(card("ans"), "1 crash, 1 restart");
        browser.await("#live .lines", "the co-processor has crashed: crash log=32768 bytes");
        browser.await(card("ans") + ".running", "running");
        browser.picture("live-after-crash");
        browser.click(card("ans") + " .crash a");
        browser.await("#explain .sentence", "The storage controller (ANS) accessed memory");
        assertTrue(browser.textOf("#explain").contains("DATA ABORT on store of 0x0000000000000000"));
        browser.picture("live-crash-explained");
    }

    @Test
    void itStopsStartsSuspendsRestartsAndStaysCrashedWhereTold() throws Exception {
        browser.button(card("dcp"), "Stop").click();
        browser.await(card("dcp") + ".offline", "offline");
        browser.button(card("dcp"), "Start").click();
        browser.await(card("dcp") + ".running", "running");
        browser.button(card("smc"), "Restart").click();
        browser.await("#live .lines", "suspended at rest");
        browser.await(card("smc") + ".running", "running");
        browser.click(card("mtp") + " summary");
        browser.click(card("mtp") + " input[type=checkbox]");
        browser.button(card("mtp"), "Fail an assertion").click();
        browser.await(card("mtp") + ".crashed", "crashed");
        browser.button(card("mtp"), "Restart").click();
        browser.await(card("mtp") + ".running", "running");
    }

    @Test
    void aMonitorIsPulledOutAndPluggedIn() throws Exception {
        browser.await(".desk .monitor", "Example Panel: 3024x1964@60");
        browser.button(".desk .screen", "Unplug").click();
        browser.await(".desk .monitor", "No monitor");
        browser.await(".desk .glass", "no monitor");
        browser.button(".desk .screen", "Plug in Full HD").click();
        browser.await(".desk .monitor", "Example 24: 1920x1080@60");
        Tools.await(
                () -> String.valueOf(browser.script("return document.querySelector('.screen img').naturalWidth")),
                "960"::equals);
        assertEquals("1.78 whole", shape());
    }

    @Test
    void aPictureIsSeenWholeInItsProportions() throws Exception {
        browser.await(".desk .monitor", "Example Panel: 3024x1964@60");
        RawHttp.post(
                served.port(),
                "/api/coprocessors/dcp/plug?monitor=fail-safe",
                new byte[0],
                "Host: localhost",
                "Origin: http://localhost");
        browser.await(".desk .monitor", "Monitor: 640x480@60");
        Tools.await(
                () -> String.valueOf(browser.script("return document.querySelector('.screen img').naturalWidth")),
                "640"::equals);
        assertEquals("1.33 whole", shape());
        browser.phone();
        assertEquals("1.33 whole", shape());
    }

    // Width by height of what shows the picture, and whether the picture lies inside.
    private static String shape() {
        return String.valueOf(browser.script("""
                const glass = document.querySelector('.screen .glass');
                const picture = glass.querySelector('img').getBoundingClientRect();
                const frame = glass.getBoundingClientRect();
                const isInside = picture.top >= frame.top && picture.bottom <= frame.bottom
                    && picture.left >= frame.left && picture.right <= frame.right;
                return `${(glass.clientWidth / glass.clientHeight).toFixed(2)} ${isInside ? 'whole' : 'cut'}`;
                """));
    }

    /// From the page's keys through the emulated firmware, its FIFO and the driver, and back to the page.
    @Test
    void aSentenceTypedOnThePageIsWhatTheDriverHears() throws Exception {
        browser.await(".desk .heard", "Click the keyboard and type");
        browser.click(".keyboard [data-code=Space]");
        browser.find(".keyboard").sendKeys(SENTENCE);
        browser.await(".desk .heard", "The driver heard  " + SENTENCE);
        browser.find(".keyboard").sendKeys(Keys.BACK_SPACE, Keys.BACK_SPACE, "ks? /");
        browser.await(".desk .heard", SENTENCE.replace("gs", "ks? /"));
        // Its keys are its own: neither the help of the page nor its filter.
        assertEquals("Keyboard", browser.focused());
        browser.script("""
                const data = new DataTransfer();
                data.setData('text/plain', 'Pasted,\\nand typed: a report of the co-processor it is not.');
                document.querySelector('.keyboard').dispatchEvent(
                    new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
                """);
        browser.await(".desk .heard", "Pasted,\nand typed: a report of the co-processor it is not.");
        browser.script("""
                const data = new DataTransfer();
                data.setData('text/plain', 'all or nothing,\\n5 \u20ac');
                document.querySelector('.keyboard').dispatchEvent(
                    new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
                """);
        browser.await("#notice", "Nothing was typed: there is no key for \u201c\u20ac\u201d.");
        browser.click(".keyboard [data-code=CapsLock]");
        Tools.await(() -> String.valueOf(browser.all(".key.lit").size()), "1"::equals);
    }

    @Test
    void aFingerOnTheTrackpadIsWhereTheDriverHearsIt() throws Exception {
        Tools.await(() -> String.valueOf(browser.all(".trackpad:not(.is-off)").size()), "1"::equals);
        browser.hold(".trackpad");
        String place = "const s = document.querySelector('.touch')?.style;"
                + " return s ? Math.round(parseFloat(s.left)) + ' ' + Math.round(parseFloat(s.top)) : ''";
        Tools.await(() -> String.valueOf(browser.script(place)), where -> where.matches("(49|50) (49|50)"));
        browser.letGo();
        Tools.await(() -> String.valueOf(browser.all(".touch").size()), "0"::equals);
    }

    @Test
    void whatIsTypedWhileTheKeyboardIsDownIsHeardOnceItIsUp() throws Exception {
        browser.await(".desk .heard", "Click the keyboard and type");
        browser.button(card("mtp"), "Stop").click();
        browser.await(".desk .heard", "It is not up.");
        assertEquals(1, browser.all(".keyboard.is-off").size());
        browser.find(".keyboard").sendKeys("later");
        browser.button(card("mtp"), "Start").click();
        browser.await(".desk .heard", "The driver heard later");
    }

    @Test
    void keysThatAreDownWhenTheirFirmwareCrashesAreLetGoOf() throws Exception {
        browser.await(".desk .heard", "Click the keyboard and type");
        browser.hold(".keyboard [data-code=KeyA]");
        browser.await(".desk .heard", "The driver heard a");
        assertEquals(1, browser.all(".key.down").size());
        browser.async("fetch('api/coprocessors/mtp/crash', {method: 'POST'}).then(() => arguments[0]())");
        Tools.await(() -> String.valueOf(browser.all(".key.down").size()), "0"::equals);
        browser.letGo();
        Tools.await(() -> String.valueOf(browser.all(".keyboard:not(.is-off)").size()), "1"::equals);
        browser.find(".keyboard").sendKeys("gain");
        browser.await(".desk .heard", "The driver heard again");
        assertEquals(0, browser.all(".key.down").size());
    }

    @Test
    void aMillionMessagesArePannedAndZoomed() throws Exception {
        browser.async(
                "fetch('api/coprocessors/mtp/exercise?count=500000', {method: 'POST'}).then(() => arguments[0]())");
        Tools.await(() -> browser.textOf(COUNTS), text -> total(text) >= 1_000_000);
        assertFalse(browser.textOf(card("mtp")).contains("lost"), browser.textOf(card("mtp")));
        browser.picture("million");
        browser.find(CANVAS).sendKeys("0");
        for (String what : List.of("zoom", "pan")) {
            System.out.println("serve: a million messages, " + what + ": " + frames(what));
        }
        assertTrue(inView(browser.textOf(COUNTS)) < 1_000_000, browser.textOf(COUNTS));
        browser.picture("million-zoomed");
        browser.find(CANVAS).sendKeys("0");
        Tools.await(() -> browser.textOf(COUNTS), text -> inView(text) >= 1_000_000);
        browser.find("#live .timeline input[type=search]").sendKeys("mtp from:iop user01");
        Tools.await(() -> browser.textOf(COUNTS), text -> total(text) == 500_000);
    }

    /// Zooms or pans in each of 120 frames, and returns how long they took.
    private static String frames(String what) {
        var millis = (List<?>) browser.async("""
                const [what, done] = arguments;
                const canvas = document.querySelector('#live canvas');
                const box = canvas.getBoundingClientRect();
                const times = [];
                const frame = time => {
                  times.push(time);
                  if (times.length > 120) {
                    done(times.slice(1).map((t, i) => t - times[i]).sort((a, b) => a - b));
                    return;
                  }
                  const forth = times.length % 60 < 40;
                  canvas.dispatchEvent(new WheelEvent('wheel', {
                    deltaX: what === 'pan' ? (forth ? 25 : -40) : 0, deltaY: what === 'zoom' ? (forth ? -45 : 60) : 0, ctrlKey: what === 'zoom',
                    clientX: box.left + box.width * 0.6, clientY: box.top + 100, cancelable: true}));
                  requestAnimationFrame(frame);
                };
                requestAnimationFrame(frame);
                """, what);
        double[] sorted =
                millis.stream().mapToDouble(one -> ((Number) one).doubleValue()).toArray();
        return String.format(
                Locale.ROOT,
                "frames=%d, median=%.1f ms, p95=%.1f ms, longest=%.1f ms",
                sorted.length,
                sorted[sorted.length / 2],
                sorted[sorted.length * 95 / 100],
                sorted[sorted.length - 1]);
    }

    private static long inView(String counts) {
        return number(counts.split(" of ", 2)[0]);
    }

    private static long total(String counts) {
        return counts.contains(" of ") ? number(counts.split(" of ", 2)[1].split(" ", 2)[0]) : 0;
    }

    private static long number(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    @Test
    void aMessageIsChosenByClickAndShowsItsFieldsAndItsAnswer() throws Exception {
        browser.find("#live .timeline input[type=search]").sendKeys("smc hello");
        Tools.await(() -> browser.textOf(COUNTS), text -> total(text) == 2);
        // The list has what is in view, and the view is where most messages were when the page was opened.
        browser.button("#live .foot", "All").click();
        browser.click("#live details.list summary");
        browser.await("#live .list tbody", "HELLO_ACK");
        browser.script("document.querySelector('#live .list tbody button').click()");
        browser.await("#live .message", "MAX_VER");
        assertTrue(
                browser.textOf("#live .message").contains("answered byHELLO_ACK, after"),
                browser.textOf("#live .message"));
        browser.button("#live .message", "Go to its answer").click();
        browser.await("#live .message .facts", "answersHELLO, after");
        browser.picture("live-message");
    }

    @Test
    void requestsWithoutAnswerAreMarked() throws Exception {
        try (var forgetful = Served.start(forgetfulSmc().toString())) {
            browser.openAnew(forgetful.address().toString());
            browser.await(card("smc") + ".running", "running");
            browser.async(
                    "fetch('api/coprocessors/smc/exercise?count=10', {method: 'POST'}).then(() => arguments[0]())");
            browser.await(COUNTS, "10 without answer");
            browser.find(CANVAS).sendKeys("u");
            browser.await("#live .timeline [role=status]", "SMC_KEY_BY_INDEX, AP → IOP, endpoint smc, smc");
            browser.await("#live .message .pill", "no answer");
            browser.click("#live .tools input[type=checkbox]");
            Tools.await(() -> browser.textOf(COUNTS), text -> total(text) == 10);
            browser.picture("live-without-answer");
        }
    }

    /// The SMC as it comes, but for its answers, which are all lost.
    private static Path forgetfulSmc() throws IOException {
        try (var in = Objects.requireNonNull(Profile.class.getResourceAsStream("smc.properties"))) {
            String profile = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(
                    folder.resolve("smc.properties"), profile.replace("smc.faults =", "smc.faults = lost-answer 1/1"));
        }
    }

    @Test
    void everythingIsReachedAndDoneByKeys() throws Exception {
        browser.find("body").sendKeys("");
        browser.script("document.activeElement.blur()");
        browser.tab();
        assertEquals("Skip to the content", browser.focused());
        assertTrue((Boolean) browser.script("return document.activeElement.matches(':focus-visible')"));
        tabTo("Crash ans");
        browser.press(Keys.ENTER);
        browser.await(card("ans"), "1 crash");
        tabTo("Messages on a time line");
        browser.press("+", "+");
        Tools.await(() -> browser.textOf(COUNTS), text -> inView(text) < total(text));
        browser.press("0", "n");
        browser.await("#live .timeline [role=status]", "endpoint mgmt");
        String first = browser.textOf("#live .timeline [role=status]");
        browser.press("n");
        Tools.await(() -> browser.textOf("#live .timeline [role=status]"), said -> !said.equals(first));
        browser.press("p");
        Tools.await(() -> browser.textOf("#live .timeline [role=status]"), first::equals);
        browser.press("r");
        Tools.await(
                () -> browser.textOf("#live .message strong"),
                name -> name.contains("ACK") || name.contains("EPMAP") || name.contains("PWR"));
        browser.press(Keys.ESCAPE);
        browser.await("#live .message", "Choose a message");
        tabTo("Messages in view as a list");
        browser.press(Keys.ENTER);
        browser.await("#live .list tbody", "HELLO");
        browser.tab();
        browser.tab();
        String row = browser.focused();
        browser.press(Keys.ARROW_DOWN);
        assertNotEquals(row, browser.focused());
        browser.press(Keys.ENTER);
        browser.await("#live .message", "endpoint");
        tabTo("Log, the latest last");
    }

    private static void tabTo(String name) {
        for (int tabs = 0; !browser.focused().startsWith(name); tabs++) {
            assertTrue(tabs < 120, "not reached by Tab: " + name);
            browser.tab();
        }
    }

    private static final String HIGH_CARDS =
            "return [...document.querySelectorAll('#live .card')].map(card => card.offsetHeight).filter(high => high > 56)";
    private static final String BUTTONS = """
            return [...document.querySelectorAll('[aria-labelledby=name-ans] .more .actions button')]
                .filter(button => button.offsetHeight >= 40).map(button => button.firstChild.textContent).join(', ')""";

    @Test
    void itFitsAPhone() throws Exception {
        browser.phone();
        browser.openAnew(served.address().toString());
        browser.await(COUNTS, "messages");
        assertEquals(Browser.PHONE_WIDTH, browser.width());
        browser.click(CANVAS);
        browser.button("#live .foot", "Next").click();
        browser.await("#live .message", "endpoint");
        var small = (List<?>)
                browser.script(
                        "return [...document.querySelectorAll('#live .card .actions button')].filter(b => b.offsetParent && b.offsetHeight < 40).map(b => b.textContent)");
        assertEquals(List.of(), small, "too small for a finger");
        browser.picture("phone");
        assertEquals(List.of(), browser.script(HIGH_CARDS), "one row for each co-processor");
        browser.click(card("ans") + " summary");
        Tools.await(() -> String.valueOf(browser.script(BUTTONS)), "Stop, Restart, Crash"::equals);
        assertEquals(List.of(), browser.axe());
        browser.picture("phone-more");
        browser.desktop();
        assertEquals(0, browser.all(card("ans") + " .more .actions").size());
    }

    @Test
    void lightAndDarkAreBothThereAndAxeFindsNothing() throws Exception {
        browser.button(card("ans"), "Crash").click();
        browser.await(card("ans"), "1 crash");
        browser.click("#live details.list summary");
        browser.click(card("ans") + " summary");
        browser.find(CANVAS).sendKeys("n");
        browser.await("#live .message", "Bits");
        assertTrue(luminance() > 200, "light");
        assertEquals(List.of(), browser.axe());
        browser.dark(true);
        assertTrue(luminance() < 50, "dark");
        assertEquals(List.of(), browser.axe());
        browser.picture("dark");
    }

    private static long luminance() {
        return (Long) browser.script("return Number(/\\d+/.exec(getComputedStyle(document.body).backgroundColor)[0])");
    }
}
