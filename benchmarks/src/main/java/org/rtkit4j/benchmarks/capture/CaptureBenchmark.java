package org.rtkit4j.benchmarks.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.decode.MessageLayouts;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.Vocabulary;

/// What recording costs the message path, and how fast a capture is decoded on one core, beside tshark on the
/// same file. All times are CPU time, so that whatever else the machine does is left out.
public final class CaptureBenchmark {
    private static final double MOST_PERCENT = 5;
    private static final double LEAST_MILLIONS = 10;
    private static final int LEAST_ROUNDS = 8;
    // So that what is measured is compiled.
    private static final int LEAST_MESSAGES = 8_000_000;

    private final int count;
    private final SplittableRandom random;
    private long sink;

    /// @param count how many messages the file has
    public CaptureBenchmark(int count, long seed) {
        this.count = count;
        this.random = new SplittableRandom(seed);
    }

    /// Measures and prints; returns whether both targets were reached.
    public boolean run() throws Exception {
        Path folder = Files.createTempDirectory("rtkit-capture");
        Path file = folder.resolve("messages.pcapng");
        try {
            boolean isCheap = new RecordingCost(folder.resolve("recorded.pcapng")).run(MOST_PERCENT);
            write(file, count);
            return isFast(file) && isCheap;
        } finally {
            try (var files = Files.list(folder)) {
                for (Path each : files.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(folder);
        }
    }

    private boolean isFast(Path path) throws IOException, InterruptedException {
        try (CaptureFile file = CaptureFile.open(path)) {
            print("messages in the file", "%,d, %,d bytes".formatted(count, Files.size(path)));
            double decode = nanos(() -> decode(file));
            double walk = nanos(() -> walk(file, message -> sink += message.msg0()));
            double text =
                    nanos(() -> walk(file, message -> sink += message.text().length()));
            boolean isReached = 1e3 / decode >= LEAST_MILLIONS;
            print(
                    "decoded, every field",
                    "%.1f million a second (target: at least %.0f)%s"
                            .formatted(1e3 / decode, LEAST_MILLIONS, isReached ? "" : "  MISSED"));
            print("decoded, answers with their requests", "%.1f million a second".formatted(1e3 / walk));
            print("the same, as text", "%.2f million a second".formatted(1e3 / text));
            Tshark.compare(path, count, decode, walk, text);
            return isReached;
        }
    }

    /// Returns nanoseconds of CPU time a message, the best of the later rounds.
    private double nanos(Work work) throws IOException {
        double best = Double.MAX_VALUE;
        int rounds = Math.max(LEAST_ROUNDS, LEAST_MESSAGES / count);
        for (int round = 0; round < rounds; round++) {
            long start = CpuNanos.now();
            work.run();
            double spent = (double) (CpuNanos.now() - start) / count;
            best = round < rounds / 2 ? best : Math.min(best, spent);
        }
        if (sink == 0) {
            throw new IllegalStateException("the work does nothing");
        }
        return best;
    }

    /// Something that goes through the file once.
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void decode(CaptureFile file) {
        CaptureCursor cursor = file.cursor();
        var decoder = new MessageLayouts();
        long sum = 0;
        while (cursor.next()) {
            long msg0 = cursor.msg0();
            Layout layout = decoder.next(cursor.vocabulary(), cursor.direction(), cursor.endpoint(), msg0);
            sum += cursor.timeNanos();
            if (layout != null) {
                for (Bits field : layout.fields()) {
                    sum += field.get(msg0);
                }
            }
        }
        sink += sum;
    }

    private static void walk(CaptureFile file, CaptureVisitor visitor) throws IOException {
        new CaptureWalk(file.cursor()).walk(visitor);
    }

    // Keys that are read and answered, log entries and report polls with their echoes, a ping now and then.
    private void write(Path file, int messages) throws IOException {
        try (var writer = CaptureWriter.create(file)) {
            writer.addInterface("smc", "generated");
            long time = 1_767_225_600_000_000_000L;
            for (int i = 0; i < messages; i += 2) {
                time += random.nextInt(100, 10_000);
                exchange(writer, i, time);
            }
        }
    }

    private void exchange(CaptureWriter writer, int number, long time) throws IOException {
        int id = number / 2 & 0xf;
        switch (random.nextInt(10)) {
            case 0 -> pair(writer, time, Direction.IOP_TO_AP, 2, 0x0050_0000_0000_0000L + (number & 0x3f), true);
            case 1, 2 -> pair(writer, time, Direction.AP_TO_IOP, 4, 0x0040_0000_0000_0000L | number, true);
            case 3 -> pair(writer, time, Direction.AP_TO_IOP, 0, 0x0030_0000_0000_0000L, false);
            default -> {
                long command = SmcMsg.SIZE.put(SmcMsg.ID.put(SmcMsg.READ_KEY.word(), id), 4);
                long key = 0x5443_3050L + random.nextInt(50);
                message(writer, time, Direction.AP_TO_IOP, 0x20, SmcMsg.KEY.put(command, key));
                long answer = SmcMsg.SIZE.put(SmcMsg.ID.put(0, id), 4);
                long value = random.nextLong(1L << 32);
                message(writer, time + 50, Direction.IOP_TO_AP, 0x20, SmcMsg.VALUE.put(answer, value));
            }
        }
    }

    private static void pair(CaptureWriter writer, long time, Direction asks, int endpoint, long word, boolean isEcho)
            throws IOException {
        message(writer, time, asks, endpoint, word);
        message(writer, time + 50, asks.opposite(), endpoint, isEcho ? word : word + 0x0010_0000_0000_0000L);
    }

    private static void message(CaptureWriter writer, long time, Direction direction, int endpoint, long word)
            throws IOException {
        writer.message(0, time, direction, Vocabulary.SMC, word, endpoint, 0);
    }

    static void print(String what, String value) {
        System.out.printf("%-44s %s%n", what, value);
    }
}
