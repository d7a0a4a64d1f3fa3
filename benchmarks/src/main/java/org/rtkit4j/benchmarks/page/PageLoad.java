package org.rtkit4j.benchmarks.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.rtkit4j.benchmarks.reports.GeneratedReport;

/// What people do to the page's server: pages that listen, somebody who has reports explained, somebody who lets
/// co-processors talk and crash. Ends when it is closed.
final class PageLoad implements AutoCloseable {
    static final int PAGES = 4;

    private static final List<String> COPROCESSORS = List.of("smc", "ans", "generic");
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(250);
    private static final Duration BETWEEN_LARGE_REPORTS = Duration.ofSeconds(60);
    private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LARGE_BYTES = 20_000_000;
    private static final int EXERCISE = 1000;

    /// One order of these is a crash.
    private static final int ORDERS_A_CRASH = 5;

    private final URI address;
    private final SplittableRandom random;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong reports = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong crashes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean isOver;

    /// What somebody does again and again.
    private interface Deed {
        void happen() throws IOException, InterruptedException;
    }

    private PageLoad(URI address, SplittableRandom random) {
        this.address = address;
        this.random = random;
    }

    /// Begins.
    static PageLoad on(URI address, SplittableRandom random) {
        var load = new PageLoad(address, random);
        for (int i = 0; i < PAGES; i++) {
            load.people.execute(load::listen);
        }
        var small = random.split();
        load.again(
                BETWEEN_REPORTS,
                () -> load.explain(GeneratedReport.of(small, small.nextInt(GeneratedReport.CAUSES), 0)));
        String large = load.large();
        load.again(BETWEEN_LARGE_REPORTS, () -> load.explain(large));
        load.again(BETWEEN_ORDERS, load::order);
        load.again(BETWEEN_LOOKS, load::look);
        return load;
    }

    long reports() {
        return reports.get();
    }

    long events() {
        return events.get();
    }

    long messages() {
        return messages.get();
    }

    long crashes() {
        return crashes.get();
    }

    long failures() {
        return failures.get();
    }

    private void again(Duration pause, Deed deed) {
        people.execute(() -> {
            try {
                while (!isOver) {
                    attempt(deed);
                    Thread.sleep(pause);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void attempt(Deed deed) throws InterruptedException {
        try {
            deed.happen();
        } catch (IOException _) {
            if (!isOver) {
                failures.incrementAndGet();
            }
        }
    }

    private void listen() {
        var request = HttpRequest.newBuilder(address.resolve("/api/events")).build();
        try (InputStream in = client.send(request, BodyHandlers.ofInputStream()).body()) {
            var buffer = new byte[1 << 14];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                events.addAndGet(new String(buffer, 0, count, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(each -> each == '\n')
                        .count());
            }
        } catch (IOException _) {
            failures.addAndGet(isOver ? 0 : 1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void explain(String report) throws IOException, InterruptedException {
        require(answer("/api/explain", report));
        reports.incrementAndGet();
    }

    private void order() throws IOException, InterruptedException {
        String name = COPROCESSORS.get(random.nextInt(COPROCESSORS.size()));
        if (random.nextInt(ORDERS_A_CRASH) == 0) {
            // One that is just coming back refuses: that is no failure.
            crashes.addAndGet(send("/api/coprocessors/" + name + "/crash", "") == 200 ? 1 : 0);
        } else {
            messages.addAndGet(
                    send("/api/coprocessors/" + name + "/exercise?count=" + EXERCISE, "") == 200 ? EXERCISE : 0);
        }
    }

    private void look() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address.resolve("/api/messages?from=0")).build();
        require(client.send(request, BodyHandlers.discarding()));
    }

    private int send(String path, String body) throws IOException, InterruptedException {
        return answer(path, body).statusCode();
    }

    private HttpResponse<Void> answer(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Origin", "http://" + address.getAuthority())
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.discarding());
    }

    private static void require(HttpResponse<?> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException("status=" + answer.statusCode());
        }
    }

    private String large() {
        var log = new StringBuilder();
        while (log.length() < LARGE_BYTES) {
            log.append(GeneratedReport.of(random, random.nextInt(GeneratedReport.CAUSES), 2));
        }
        return log.toString();
    }

    @Override
    public void close() {
        isOver = true;
        people.shutdownNow();
        client.shutdownNow();
        try {
            boolean _ = people.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
