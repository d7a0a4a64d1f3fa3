package org.rtkit4j.hardware.proxy.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.hardware.proxy.client.ProxyClient;
import org.rtkit4j.hardware.proxy.client.ProxyCounters;
import org.rtkit4j.hardware.proxy.client.ProxyException;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.hardware.proxy.client.ProxyListener;
import org.rtkit4j.hardware.proxy.client.ProxyOptions;
import org.rtkit4j.hardware.proxy.server.FakeTarget;
import org.rtkit4j.hardware.proxy.server.NoisyWire;
import org.rtkit4j.hardware.proxy.server.NoisyWire.Faults;
import org.rtkit4j.hardware.proxy.server.NoisyWire.Noise;
import org.rtkit4j.testkit.ManualClock;

/// Both ends on a wire that loses, damages, adds and delays bytes.
///
/// What a call returns is compared with the target itself: nothing wrong is returned as right, what must happen once
/// never happens twice, no call takes longer than it may, and when the noise ends all is well again. `-Dexchanges=N`
/// makes each seed that long; `hardware/src/noise/run` makes a million of all together.
class NoisyWireTest {
    private static final int EXCHANGES = Integer.getInteger("exchanges", 2_000);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /// Four tries of a request and of bringing the two ends in step, each a time-out and the time of the bytes long;
    /// and twice that, for the question whether a load has failed.
    private static final long MOST_NANOS = 2 * 4 * 2 * (TIMEOUT.toNanos() + 500_000_000L);

    private static final Totals TOTALS = new Totals();

    private final FakeTarget target = new FakeTarget();
    private final ManualClock clock = new ManualClock();
    private SplittableRandom random;
    private ProxyClient client;
    private long failures;
    /// Whether nothing is on its way that an earlier call has left behind.
    private boolean isSettled = true;

    /// What all seeds together were put through, and what came of it.
    private static final class Totals {
        private final Faults faults = new Faults();
        private int begun;
        private int ended;
        private long exchanges;
        private long done;
        private long failed;
        private long noticed;
        private long resynchronisations;

        void add(Faults more, ProxyCounters counters, long callsDone, long callsFailed) {
            ended++;
            faults.add(more);
            exchanges += counters.exchanges();
            noticed += counters.failures();
            resynchronisations += counters.resynchronisations();
            done += callsDone;
            failed += callsFailed;
        }
    }

    @AfterAll
    static void say() {
        System.out.printf("noise on the wire: %,d exchanges; %s%n", TOTALS.exchanges, TOTALS.faults);
        System.out.printf(
                "  %,d exchanges failed, %,d times both ends were brought in step; %,d calls done, %,d said they failed%n",
                TOTALS.noticed, TOTALS.resynchronisations, TOTALS.done, TOTALS.failed);
        System.out.printf(
                "  %d of %d runs without a wrong value, a call over its time, or anything done twice%n",
                TOTALS.ended, TOTALS.begun);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void nothingWrongIsReturnedAsRight(long seed) throws IOException {
        random = new SplittableRandom(seed);
        // From a fault in most exchanges to one in hundreds.
        run(new Noise(100 << random.nextInt(8), true), ProxyOptions.DEFAULT);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void lostBytesAreNoticedWithoutChecksumsToo(long seed) throws IOException {
        random = new SplittableRandom(seed);
        run(new Noise(1000 << random.nextInt(4), false), ProxyOptions.DEFAULT.withoutChecksums());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void theSameWithoutPipelining(long seed) throws IOException {
        random = new SplittableRandom(seed);
        run(new Noise(100 << random.nextInt(8), true), ProxyOptions.DEFAULT.withoutPipelining());
    }

    private void run(Noise noise, ProxyOptions options) throws IOException {
        TOTALS.begun++;
        var wire = new NoisyWire(target, clock, random.split(), noise);
        client = ProxyClient.connect(
                wire, options.withReplyTimeout(TIMEOUT).withBlockBytes(4096), new ProxyListener() {}, clock);
        wire.quiet(false);
        long done = 0;
        while (client.counters().exchanges() < EXCHANGES) {
            long start = clock.getAsLong();
            done += tryOne() ? 1 : 0;
            assertTrue(clock.getAsLong() - start <= MOST_NANOS, "took " + (clock.getAsLong() - start));
        }
        wire.quiet(true);
        assertTrue(done > 0, "nothing was done at all");
        recovers();
        TOTALS.add(wire.faults(), client.counters(), done, failures);
    }

    // Until what the noise has delayed is through, up to ten seconds in each direction, calls may still fail.
    private void recovers() throws IOException {
        long settled = clock.getAsLong() + 20_000_000_000L;
        while (clock.getAsLong() < settled) {
            try {
                client.chipId();
                break;
            } catch (ProxyException _) {
                failures++;
            }
        }
        assertEquals(0x8103, client.chipId());
        assertEquals(target.popped + 1, client.load(FakeTarget.POP, 8));
    }

    private boolean tryOne() {
        try {
            if (!isSettled && random.nextBoolean()) {
                client.chipId();
                isSettled = true;
            }
            one();
            isSettled = true;
            return true;
        } catch (ProxyException e) {
            if (e.kind() == Kind.RESTARTED || e.kind() == Kind.STOPPED || e.kind() == Kind.UNKNOWN_CALL) {
                fail("a failure that noise does not explain", e);
            }
            failures++;
            isSettled = false;
            return false;
        } catch (IOException e) {
            return fail("a failure that noise does not explain", e);
        }
    }

    private void one() throws IOException {
        switch (random.nextInt(8)) {
            case 0 -> load();
            case 1 -> store();
            case 2 -> pop();
            case 3 -> storeRegister();
            case 4 -> readBlock();
            case 5 -> writeBlock();
            case 6 -> batch();
            default -> assertEquals(0x8103, client.chipId());
        }
    }

    private int place(int length) {
        return random.nextInt(FakeTarget.RAM_BYTES - length);
    }

    private long inRam(int at, int width) {
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = (value << 8) | (target.ram[at + i] & 0xff);
        }
        return value;
    }

    private void load() throws IOException {
        int width = 1 << random.nextInt(4);
        int at = place(width);
        // In this order: a store that was given up may still arrive before the load does.
        long got = client.load(FakeTarget.RAM + at, width);
        assertEquals(inRam(at, width), got);
    }

    private void store() throws IOException {
        int width = 1 << random.nextInt(4);
        int at = place(width);
        long value = random.nextLong() >>> (64 - 8 * width);
        client.store(FakeTarget.RAM + at, width, value);
        assertEquals(value, inRam(at, width));
    }

    private void pop() throws IOException {
        long before = target.popped;
        boolean wasSettled = isSettled;
        try {
            assertEquals(client.load(FakeTarget.POP, 8), target.popped);
            assertTrue(!wasSettled || target.popped == before + 1);
        } finally {
            assertTrue(!wasSettled || target.popped <= before + 1, "popped twice");
        }
    }

    private void storeRegister() throws IOException {
        long before = target.stores;
        boolean wasSettled = isSettled;
        try {
            client.store(FakeTarget.DEVICE, 8, before);
            assertTrue(!wasSettled || target.stores == before + 1);
        } finally {
            assertTrue(!wasSettled || target.stores <= before + 1, "stored twice");
        }
    }

    private void readBlock() throws IOException {
        int length = 1 + random.nextInt(9000);
        int at = place(length);
        byte[] got = client.readMemory(FakeTarget.RAM + at, length);
        assertArrayEquals(Arrays.copyOfRange(target.ram, at, at + length), got);
    }

    private void writeBlock() throws IOException {
        var bytes = new byte[1 + random.nextInt(9000)];
        random.nextBytes(bytes);
        int at = place(bytes.length);
        client.writeMemory(FakeTarget.RAM + at, bytes, 0, bytes.length);
        assertArrayEquals(bytes, Arrays.copyOfRange(target.ram, at, at + bytes.length));
    }

    private void batch() throws IOException {
        long before = target.popped;
        boolean wasSettled = isSettled;
        long value = random.nextLong();
        try {
            long[] got = client.batch()
                    .load(FakeTarget.POP, 8)
                    .store(FakeTarget.DEVICE + 8, 8, value)
                    .load(FakeTarget.DEVICE + 8, 8)
                    .load(FakeTarget.POP, 8)
                    .run();
            assertArrayEquals(new long[] {target.popped - 1, 0, value, target.popped}, got);
            assertTrue(!wasSettled || target.popped == before + 2);
        } finally {
            assertTrue(!wasSettled || target.popped <= before + 2, "popped twice");
        }
    }
}
