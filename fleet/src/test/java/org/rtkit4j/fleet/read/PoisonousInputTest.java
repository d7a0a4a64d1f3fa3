package org.rtkit4j.fleet.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.rtkit4j.fleet.privacy.Pseudonyms;
import org.rtkit4j.fleet.table.BatchRow;

/// Inputs that nobody can read cost their own row, and what stands before and behind them is read.
class PoisonousInputTest {
    private static final ReadRules RULES =
            new ReadRules(new Pseudonyms(new byte[] {7}), true, false, "report", null, null, 1 << 20, 1);
    private static final String PANIC = """
            panic(cpu 1 caller 0x1): DCP PANIC - ASSERT!Invented.cpp:7 no answer - worker(3)
            RTKit: RTKit-1.release - Client: Invented
            """;

    private static InputStream of(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static InputStream of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(packed)) {
            zip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                java.util.Arrays.fill(bytes, from, from + length, (byte) 'x');
                return length;
            }
        };
    }

    /// Reads inputs of these names between two good ones.
    private static List<Row> read(Map<String, FileOpener> inputs, RowWait wait) {
        List<FleetInput> all = new ArrayList<>(List.of(new FleetInput("good.panic", 1)));
        inputs.keySet().forEach(name -> all.add(new FleetInput(name, 1)));
        all.add(new FleetInput("last.panic", 1));
        FileOpener opener = path -> inputs.containsKey(path)
                ? Objects.requireNonNull(inputs.get(path)).open(path)
                : of(PANIC);
        List<Row> rows = new ArrayList<>();
        try (var reading = new BoundedReading(all.iterator(), RULES, opener, wait)) {
            for (Iterator<Row> each = reading; each.hasNext(); ) {
                rows.add(each.next());
            }
        }
        long good = rows.stream()
                .filter(row -> !row.isNullAt(1))
                .filter(row -> List.of("good.panic", "last.panic")
                        .contains(row.getStruct(0).getString(1)))
                .count();
        assertEquals(2, good, "both good ones are read");
        assertEquals(all.size(), rows.stream().filter(BatchRow::isLast).count(), "each has its own row");
        return rows;
    }

    private static Map<String, String> unreadable(List<Row> rows) {
        Map<String, String> reasons = new TreeMap<>();
        for (Row row : rows) {
            if (!row.isNullAt(3)) {
                reasons.put(row.getStruct(3).getString(1), row.getStruct(3).getString(2));
            }
            // What could not be opened has no row for good.
            if (!row.isNullAt(4) && row.getStruct(4).getString(6) != null) {
                reasons.put(row.getStruct(4).getString(1), row.getStruct(4).getString(6));
            }
        }
        return reasons;
    }

    // No time limit: each of these ends by itself.
    private static final RowWait PATIENT = (rows, _) -> rows.take(Long.MAX_VALUE, TimeUnit.NANOSECONDS);

    @Test
    void eachHasItsRow() throws Exception {
        byte[] cut = packed(new byte[100_000]);
        Map<String, FileOpener> inputs = new TreeMap<>(Map.of(
                "endless.txt", _ -> endless(),
                "cut.gz", _ -> of(java.util.Arrays.copyOf(cut, cut.length / 2)),
                "gone.txt",
                        path -> {
                            throw new FileNotFoundException(path + " (is private)");
                        },
                "broken.txt",
                        _ -> {
                            throw new IOException("disk");
                        },
                "deep.txt",
                        _ -> {
                            throw new StackOverflowError();
                        },
                "large.txt",
                        _ -> {
                            throw new OutOfMemoryError("planned");
                        },
                "bug.txt",
                        _ -> {
                            throw new IllegalStateException("secret words");
                        },
                "7z.bin", _ -> of("7z\u00bc\u00af'\u001c".getBytes(StandardCharsets.ISO_8859_1)),
                "lines.jsonl", _ -> of("no json\n[1]\n{\"other\":1}\n{\"report\":[1]}\n")));
        Map<String, String> reasons = unreadable(read(inputs, PATIENT));
        assertTrue(
                reasons.keySet()
                        .containsAll(List.of(
                                "endless.txt",
                                "cut.gz",
                                "gone.txt",
                                "broken.txt",
                                "deep.txt",
                                "large.txt",
                                "bug.txt",
                                "7z.bin",
                                "lines.jsonl#0",
                                "lines.jsonl#8",
                                "lines.jsonl#12",
                                "lines.jsonl#24")),
                reasons::toString);
        assertEquals(12, reasons.size());
        assertEquals("reading it failed: StackOverflowError", reasons.get("deep.txt"));
        assertEquals("not enough memory to read it", reasons.get("large.txt"));
        assertEquals("no such file, or it must not be read", reasons.get("gone.txt"));
        assertTrue(reasons.get("endless.txt").contains("more bytes than the limit allows"), reasons::toString);
        assertTrue(
                reasons.values().stream().noneMatch(reason -> reason.contains("secret") || reason.contains("private")));
    }

    @Test
    void aReaderThatHangsIsLeftBehind() {
        var isStuck = new CountDownLatch(1);
        FileOpener hanging = _ -> {
            isStuck.countDown();
            while (true) {
                java.util.concurrent.locks.LockSupport.park();
            }
        };
        // Time is over for the input that hangs, once it does, and for no other.
        RowWait wait = (rows, _) -> {
            List<Row> next = List.of();
            while (next.isEmpty() && isStuck.getCount() > 0) {
                next = rows.take(1, TimeUnit.MILLISECONDS);
            }
            if (next.isEmpty() && isStuck.getCount() == 0 && timeIsOver(isStuck)) {
                return next;
            }
            return next.isEmpty() ? PATIENT.next(rows, 0) : next;
        };
        over = false;
        Map<String, String> reasons = unreadable(read(Map.of("hangs.txt", hanging), wait));
        assertEquals(Map.of("hangs.txt", "nothing came of it for 1 seconds: given up"), reasons);
    }

    private static boolean over;

    // Once.
    private static boolean timeIsOver(CountDownLatch isStuck) {
        boolean isFirst = !over && isStuck.getCount() == 0;
        over = true;
        return isFirst;
    }

    @Test
    void aLineIsKnownByWhereItBegins() {
        String lines = "{\"report\":\"" + PANIC.replace("\n", "\\n") + "\"}\n\n{\"report\":\"nothing\"}";
        List<Row> rows = read(Map.of("some.ndjson", _ -> of(lines)), PATIENT);
        List<String> paths = rows.stream()
                .filter(row -> !row.isNullAt(0))
                .map(row -> row.getStruct(0).getString(1))
                .toList();
        assertEquals(
                List.of("good.panic", "some.ndjson#0", "some.ndjson#" + (lines.indexOf("\n\n") + 2), "last.panic"),
                paths);
    }
}
