package org.rtkit4j.hardware.proxy.server;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import org.rtkit4j.hardware.link.Link;
import org.rtkit4j.testkit.ManualClock;

/// A wire with a server at its other end, in one thread and in the test's own time: bytes are lost, damaged, added
/// and delayed in both directions, as the seed has it.
public final class NoisyWire implements Link {
    private static final long MICRO = 1000;
    private static final long MILLI = 1_000_000;
    private static final byte[] MARKER = {(byte) 0xff, 0x55, (byte) 0xaa};

    private final ManualClock clock;
    private final SplittableRandom random;
    private final Noise noise;
    private final ProxyEngine engine;
    private final Direction toTarget = new Direction();
    private final Direction toHost = new Direction();
    private final Faults faults = new Faults();
    private boolean isQuiet = true;

    /// What has happened so far, to bytes and between them.
    public static final class Faults {
        private long lost;
        private long changed;
        private long added;
        private long held;

        /// Adds another wire's.
        public void add(Faults others) {
            lost += others.lost;
            changed += others.changed;
            added += others.added;
            held += others.held;
        }

        @Override
        public String toString() {
            return "%,d bytes lost, %,d changed, %,d times bytes added, %,d pauses"
                    .formatted(lost, changed, added, held);
        }
    }

    /// What may happen to a byte.
    ///
    /// @param meanDistance bytes between two faults on average
    /// @param damages whether bytes are changed and added, or only lost and delayed
    public record Noise(int meanDistance, boolean damages) {}

    public NoisyWire(FakeTarget target, ManualClock clock, SplittableRandom random, Noise noise) throws IOException {
        this.clock = clock;
        this.random = random;
        this.noise = noise;
        var console = new ConsoleQueue();
        target.attach(console);
        engine = new ProxyEngine(target, console, new ServerCounters(), toHost::send);
    }

    /// Begins and ends the noise.
    public void quiet(boolean quiet) {
        isQuiet = quiet;
    }

    public Faults faults() {
        return faults;
    }

    /// One direction: pieces with the time at which they arrive.
    private final class Direction {
        private final Queue<Piece> pieces = new ArrayDeque<>();
        private long lastArrival;
        private int untilFault = 1;

        void send(byte[] bytes, int from, int length) {
            var arriving = new byte[2 * length + 64];
            int count = 0;
            for (int i = 0; i < length; i++) {
                if (isQuiet || --untilFault > 0) {
                    arriving[count++] = bytes[from + i];
                    continue;
                }
                untilFault = 1 + random.nextInt(2 * noise.meanDistance());
                count = damage(bytes[from + i], arriving, count);
            }
            lastArrival = Math.max(lastArrival, clock.getAsLong() + delay());
            pieces.add(new Piece(java.util.Arrays.copyOf(arriving, count), lastArrival));
        }

        private int damage(byte value, byte[] arriving, int at) {
            int count = at;
            int kind = random.nextInt(noise.damages() ? 6 : 1);
            faults.lost += kind == 0 ? 1 : 0;
            faults.changed += kind == 1 || kind == 2 ? 1 : 0;
            faults.added += kind > 2 ? 1 : 0;
            switch (kind) {
                case 0 -> {} // Lost.
                case 1 -> arriving[count++] = (byte) (value ^ (1 << random.nextInt(8)));
                case 2 -> arriving[count++] = (byte) random.nextInt(256);
                case 3 -> {
                    arriving[count++] = (byte) random.nextInt(256);
                    arriving[count++] = value;
                }
                case 4 -> {
                    for (byte marker : MARKER) {
                        if (count < arriving.length - 2) {
                            arriving[count++] = marker;
                        }
                    }
                    arriving[count++] = (byte) random.nextInt(6);
                }
                default -> {
                    arriving[count++] = value;
                    arriving[count++] = value;
                }
            }
            return count;
        }

        private long delay() {
            if (isQuiet || random.nextInt(50) != 0) {
                return random.nextLong(100 * MICRO);
            }
            // Now and then a pause that passes one of the time limits.
            faults.held++;
            return random.nextLong(10_000 * MILLI);
        }

        long nextArrival() {
            return pieces.isEmpty() ? Long.MAX_VALUE : pieces.peek().arrival();
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Piece(byte[] bytes, long arrival) {}

    @Override
    public int write(byte[] bytes, int from, int length, long timeoutNanos) {
        toTarget.send(bytes, from, length);
        return length;
    }

    @Override
    public int read(byte[] into, int from, int length, long timeoutNanos) throws IOException {
        long deadline = clock.getAsLong() + timeoutNanos;
        while (true) {
            if (toHost.nextArrival() <= clock.getAsLong()) {
                int got = take(into, from, length);
                if (got > 0) {
                    return got;
                }
            } else if (Math.min(toTarget.nextArrival(), toHost.nextArrival()) > deadline) {
                passTime(deadline);
                return 0;
            } else {
                passTime(Math.min(toTarget.nextArrival(), toHost.nextArrival()));
                deliver();
            }
        }
    }

    private int take(byte[] into, int from, int length) {
        Piece piece = toHost.pieces.remove();
        int count = Math.min(length, piece.bytes().length);
        System.arraycopy(piece.bytes(), 0, into, from, count);
        if (count < piece.bytes().length) {
            var rest = java.util.Arrays.copyOfRange(piece.bytes(), count, piece.bytes().length);
            var later = new ArrayDeque<>(toHost.pieces);
            toHost.pieces.clear();
            toHost.pieces.add(new Piece(rest, piece.arrival()));
            toHost.pieces.addAll(later);
        }
        return count;
    }

    private void passTime(long nanos) throws IOException {
        clock.advanceTo(nanos);
        engine.onTime(clock.getAsLong());
    }

    private void deliver() throws IOException {
        while (toTarget.nextArrival() <= clock.getAsLong()) {
            Piece piece = toTarget.pieces.remove();
            engine.feed(piece.bytes(), 0, piece.bytes().length, clock.getAsLong());
        }
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "noise";
    }
}
