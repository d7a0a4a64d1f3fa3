package org.rtkit4j.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.smc.AtomicSmc;
import org.rtkit4j.drivers.smc.AtomicSmc.Outcome;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcKey;
import org.rtkit4j.drivers.smc.SmcOptions;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;

/// The system management controller through the emulator's registers: the firmware runs on one thread, the driver polls
/// on another.
///
/// The atomic path must not allocate; the benchmark fails where it does.
final class SmcBenchmark {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long TIMEOUT = Duration.ofSeconds(5).toNanos();
    private static final int ATOMIC_WRITES = 100_000;
    private static final int LISTS = 20;
    private static final int ROUNDS = 5;
    private static final double NANOS = 1e9;

    private final Duration duration;

    SmcBenchmark(Duration duration) {
        this.duration = duration;
    }

    /// Measures and prints; returns whether what must hold does.
    boolean run() throws Exception {
        var emulated = EmulatedMachine.with(Profile.named("smc")).build();
        try (var _ = MachineRunner.start(emulated.machine());
                var iop = new PolledIop(IopProfile.named("smc"), platform(emulated), SessionListener.NONE)) {
            iop.boot();
            var memory = emulated.coprocessor().memory();
            readKeys(Smc.open(iop, memory, SmcOptions.DEFAULT));
            iop.stopEndpoint(0x20);
            listKeys(iop, emulated);
            return writeAtomically(Smc.open(iop, memory, SmcOptions.DEFAULT).atomic());
        }
    }

    private static Platform platform(EmulatedMachine emulated) {
        var iop = emulated.coprocessor();
        var mailbox = new RegisterMailbox(iop.registers(), iop.layout(), iop.receiveNotEmpty(), iop.sendEmpty());
        return new Platform(mailbox, new CpuControl(iop.cpu()), iop.memory(), iop::reset);
    }

    private void readKeys(Smc smc) throws Exception {
        List<SmcKey> keys = smc.keys("T");
        readFor(smc, keys, duration.dividedBy(2));
        print("key reads per second, 4 bytes", "%,.0f".formatted(readFor(smc, keys, duration)));
    }

    /// Reads keys in turn, and returns how many a second.
    static double readFor(Smc smc, List<SmcKey> keys, Duration howLong) throws Exception {
        long start = System.nanoTime();
        long reads = 0;
        while (System.nanoTime() - start < howLong.toNanos()) {
            for (SmcKey key : keys) {
                smc.read(key);
            }
            reads += keys.size();
        }
        return reads * NANOS / (System.nanoTime() - start);
    }

    // A driver that knows nothing yet asks for each key's name, description and value.
    private static void listKeys(PolledIop iop, EmulatedMachine emulated) throws Exception {
        long[] times = new long[LISTS];
        int count = 0;
        for (int i = 0; i < LISTS; i++) {
            try (var smc = Smc.open(iop, emulated.coprocessor().memory(), SmcOptions.DEFAULT)) {
                long start = System.nanoTime();
                count = list(smc);
                times[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(times);
        print("keys", "%,d".formatted(count));
        print("complete list, median", "%.1f ms".formatted(times[LISTS / 2] / 1e6));
    }

    /// Reads every key that is not a function, with its description; returns how many there are.
    static int list(Smc smc) throws Exception {
        List<SmcKey> keys = smc.keys("");
        for (SmcKey key : keys) {
            if (smc.info(key).isReadable() && !smc.info(key).isFunction()) {
                smc.read(key);
            }
        }
        return keys.size();
    }

    private static boolean writeAtomically(AtomicSmc atomic) {
        SmcKey key = SmcKey.of("F0Tg");
        boolean isGood = atomic.enter(TIMEOUT) == Outcome.DONE;
        long[] times = new long[ATOMIC_WRITES];
        isGood &= write(atomic, key, times);
        long allocated = Long.MAX_VALUE;
        // The best of a few rounds: the compiler's own doings are now and then put down to the thread.
        for (int round = 0; round < ROUNDS && allocated != 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            isGood &= write(atomic, key, times);
            allocated = Math.min(allocated, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        Arrays.sort(times);
        print("atomic write, median", "%.2f us".formatted(times[ATOMIC_WRITES / 2] / 1e3));
        print("atomic write, 99 %", "%.2f us".formatted(times[ATOMIC_WRITES / 100 * 99] / 1e3));
        print("atomic write, slowest", "%.2f us".formatted(times[ATOMIC_WRITES - 1] / 1e3));
        print("bytes allocated by %,d writes".formatted(ATOMIC_WRITES), "%,d".formatted(allocated));
        return isGood && allocated == 0;
    }

    private static boolean write(AtomicSmc atomic, SmcKey key, long[] times) {
        boolean isGood = true;
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            isGood &= atomic.write32(key, 0x4516_0000, TIMEOUT) == Outcome.DONE;
            times[i] = System.nanoTime() - start;
        }
        return isGood;
    }

    private static void print(String what, String value) {
        System.out.printf("%-36s %s%n", what, value);
    }
}
