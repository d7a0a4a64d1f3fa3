package org.rtkit4j.app.serve;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.rtkit4j.app.smc.Tools;

/// Debian's Chromium without a screen; what tests need of it.
public final class Browser implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String CHROMIUM = "/usr/bin/chromium";
    private static final String DRIVER = "/usr/bin/chromedriver";
    public static final long PHONE_WIDTH = 390;
    private static final long PHONE_HEIGHT = 844;
    private static final long DESKTOP_WIDTH = 1400;
    private static final long DESKTOP_HEIGHT = 900;
    private static final int TALLEST_SCREENSHOT = 8000;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /// Starts one with a profile of its own, or skips the test that asks where there is none.
    ///
    /// @param more arguments for it
    public static Browser start(Path profile, String... more) {
        Tools.require("chromium", "chromium", "chromedriver");
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1400,900",
                "--user-data-dir=" + profile);
        options.addArguments(List.of(more));
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER))
                .usingAnyFreePort()
                .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        return new Browser(driver);
    }

    public void open(String address) {
        driver.get(address);
    }

    /// Opens an address anew, even where only its part behind `#` differs.
    public void openAnew(String address) {
        driver.get("about:blank");
        driver.get(address);
    }

    public void reload() {
        driver.navigate().refresh();
    }

    /// Takes the network away.
    public void offline() {
        network(true, -1);
    }

    /// Has the network take so many bytes a second from the page; -1: as many as it can.
    public void slowed(int bytes) {
        network(false, bytes);
    }

    private void network(boolean isOffline, int uploadBytes) {
        command("Network.enable", Map.of());
        command(
                "Network.emulateNetworkConditions",
                Map.of("offline", isOffline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", uploadBytes));
    }

    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /// Clicks an element in the middle of the window, where nothing lies over it.
    public void click(String selector) {
        script("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector);
        find(selector).click();
    }

    /// Puts the mouse on the middle of an element and its button down, until [#letGo].
    public void hold(String selector) {
        script("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector);
        new Actions(driver).clickAndHold(find(selector)).perform();
    }

    public void letGo() {
        new Actions(driver).release().perform();
    }

    /// Returns the button whose words are these, within a part of the page, in the middle of the window.
    public WebElement button(String within, String words) {
        WebElement button = all(within + " button").stream()
                .filter(one -> String.valueOf(one.getDomProperty("textContent"))
                        .strip()
                        .startsWith(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button: " + within + ", " + words));
        script("arguments[0].scrollIntoView({block: 'center'})", button);
        return button;
    }

    /// Waits until a part of the page says something.
    public String await(String selector, String words) throws Exception {
        return Tools.await(() -> textOf(selector), text -> text.contains(words));
    }

    /// Returns the text of everything that a selector finds.
    public String textOf(String selector) {
        return String.valueOf(script(
                "return [...document.querySelectorAll(arguments[0])].map(one => one.textContent).join('\\n')",
                selector));
    }

    public Object script(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    public Object async(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeAsyncScript(script, arguments), "");
    }

    /// Presses keys where the focus is.
    // To the page, as a keyboard does: what has the focus may be drawn anew, and need not be anything to type into.
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    public void tab() {
        press(Keys.TAB);
    }

    /// Returns what has the focus, in words.
    public String focused() {
        return String.valueOf(script(
                "const one = document.activeElement; return one.getAttribute('aria-label') ?? one.textContent.trim()"));
    }

    // Without motion: between two colours of a transition no contrast is what was chosen.
    public void dark(boolean isDark) {
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"),
                                Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    }

    /// Shows the page as it is printed.
    public void printed(boolean isPrinted) {
        command("Emulation.setEmulatedMedia", Map.of("media", isPrinted ? "print" : ""));
    }

    public void phone() {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", PHONE_WIDTH, "height", PHONE_HEIGHT, "deviceScaleFactor", 2, "mobile", true));
        command("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
    }

    /// Has the browser put what it saves into a folder.
    public void saveTo(Path saved) {
        command("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", saved.toString()));
    }

    /// Returns how wide the page is; a phone zooms out where that is wider than its screen.
    public long width() {
        return (Long) script("return Math.max(innerWidth, document.documentElement.scrollWidth)");
    }

    public void desktop() {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", DESKTOP_WIDTH, "height", DESKTOP_HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        command("Emulation.setTouchEmulationEnabled", Map.of("enabled", false));
    }

    private Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    /// Returns what the browser complained of since the last time: errors of scripts, refusals of the policy.
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /// Keeps a picture of the whole page in `target/screenshots`.
    public void picture(String name) throws IOException {
        script("scrollTo(0, 0)");
        var size =
                Objects.requireNonNull((List<?>) script("return [innerWidth, document.documentElement.scrollHeight]"));
        var clip = Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                size.get(0),
                "height",
                Math.min(TALLEST_SCREENSHOT, ((Number) size.get(1)).longValue()),
                "scale",
                1);
        var shot = command("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
        Path file = SCREENSHOTS.resolve(name + ".png");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, Base64.getDecoder().decode((String) shot.get("data")));
    }

    /// Returns what axe-core finds wrong, however little that may be.
    public List<String> axe() throws IOException {
        try (var in = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            script(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        var found = (List<?>) async("""
                const done = arguments[0];
                axe.run().then(result => done(result.violations
                    .map(one => one.impact + ' ' + one.id + ': ' + one.nodes.map(node => node.html.slice(0, 120)).slice(0, 3).join(' | '))),
                  failure => done([String(failure)]));
                """);
        return found.stream().map(String::valueOf).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
