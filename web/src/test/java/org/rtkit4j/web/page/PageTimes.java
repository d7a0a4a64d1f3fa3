package org.rtkit4j.web.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.serve.Browser;
import org.rtkit4j.forensics.page.ReadReport;
import org.rtkit4j.testkit.Corpus;
import org.rtkit4j.web.engine.PageEngine;

/// How long somebody waits for an explanation in the page, and how long in a JVM. Run by `web/times`, by no build:
/// nothing here can fail for being slow.
class PageTimes {
    private static final Path HTML = Path.of(System.getProperty("rtkit.html", "target/rtkit.html"));
    private static final Path RTKIT =
            Path.of(System.getProperty("rtkit.root", "..")).resolve("rtkit");
    private static final Path TABLE = Path.of("target", "page-times.txt");
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final int WARM_UP = 3;
    private static final double MILLIS = 1e6;

    /// Gives the page a report and returns when its explanation was there: since the page was opened, and since then.
    private static final String GIVE = """
            const [text, name, done] = arguments;
            const given = performance.now();
            const look = new MutationObserver(() => {
              if (document.querySelector('#explain .file-name').textContent === name && document.querySelector('.sentence')) {
                look.disconnect();
                requestAnimationFrame(() => done([performance.now(), performance.now() - given]));
              }
            });
            look.observe(document.getElementById('explain'), {childList: true, subtree: true});
            const data = new DataTransfer();
            data.items.add(new File([text], name));
            document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
            """;

    @TempDir
    private static Path folder;

    private final StringBuilder table = new StringBuilder();

    @Test
    void measure() throws Exception {
        Path report = Corpus.path("reports/macos-24A348-m2-dcp.panic").toRealPath();
        inChromium(Files.readString(report));
        byCommand(report);
        eachReport();
        Files.writeString(TABLE, table);
    }

    private void inChromium(String report) throws Exception {
        double[] first = new double[ROUNDS];
        double[] given = new double[ROUNDS];
        double[] another = new double[ROUNDS];
        try (var browser = Browser.start(folder.resolve("profile"))) {
            for (int i = 0; i < ROUNDS; i++) {
                browser.openAnew(HTML.toAbsolutePath().toUri().toString());
                browser.script("sessionStorage.clear()");
                var cold = (List<?>) browser.async(GIVE, report, "first.panic");
                first[i] = ((Number) cold.get(0)).doubleValue();
                given[i] = ((Number) cold.get(1)).doubleValue();
                for (int k = 0; k < WARM_UP; k++) {
                    browser.async(GIVE, report, "warm-" + k + ".panic");
                }
                another[i] = ((Number) ((List<?>) browser.async(GIVE, report, "another.panic")).get(1)).doubleValue();
            }
        }
        row("page: first explanation, since the file was opened", first);
        row("page: first explanation, since a report was given", given);
        row("page: another report on the same page", another);
    }

    private void byCommand(Path report) throws Exception {
        double[] times = new double[ROUNDS];
        for (int i = -1; i < ROUNDS; i++) {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(RTKIT.toString(), "explain", report.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            process.waitFor();
            // The one before the first builds where something has changed.
            times[Math.max(i, 0)] = (System.nanoTime() - start) / MILLIS;
        }
        row("./rtkit explain, from the call to its end", times);
    }

    /// The same bytes in, the same JSON out, in node's engine, which is Chromium's, and here.
    private void eachReport() throws Exception {
        List<byte[]> reports = reports();
        double[] page;
        try (PageEngine engine = PageEngine.start()) {
            page = rounds(reports, input -> {
                engine.ask(PageEngine.Form.READ, 0, input);
                return engine.ask(PageEngine.Form.EXPLAIN, 0).bytes();
            });
        }
        double[] jvm = rounds(reports, input -> {
            var out = new ByteArrayOutputStream();
            ReadReport.byPassages("the report", input).json(out);
            return out.toByteArray();
        });
        row("page's engine, a report of " + reports.size(), page);
        row("JVM, a report of " + reports.size(), jvm);
        table.append(
                "%-52s %8.2f%n".formatted("page's engine beside the JVM, middle ones", median(page) / median(jvm)));
    }

    private interface Reader {
        byte[] read(byte[] report) throws IOException;
    }

    /// The time of one report in each round over all of them.
    private static double[] rounds(List<byte[]> reports, Reader reader) throws IOException {
        double[] times = new double[ROUNDS];
        for (int i = -WARM_UP * 2; i < ROUNDS; i++) {
            long start = System.nanoTime();
            for (byte[] report : reports) {
                reader.read(report);
            }
            times[Math.max(i, 0)] = (System.nanoTime() - start) / MILLIS / reports.size();
        }
        return times;
    }

    private static List<byte[]> reports() throws IOException {
        var reports = new ArrayList<byte[]>();
        try (Stream<Path> files = Files.walk(Corpus.path("reports"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                reports.add(Files.readAllBytes(file));
            }
        }
        return reports;
    }

    private void row(String what, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        table.append(String.format(
                Locale.ROOT,
                "%-52s %8.1f ms  (%.1f to %.1f)%n",
                what,
                median(sorted),
                sorted[0],
                sorted[sorted.length - 1]));
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
