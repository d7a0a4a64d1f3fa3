package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.nvme.CacheLoss;
import org.rtkit4j.emulator.nvme.NvmeFaultKind;
import org.rtkit4j.emulator.profile.Profile;

/// What a crash may cost: of the firmware, nothing that was answered; of the power, nothing that a flush has
/// covered.
class CrashConsistencyTest {
    private static final int BLOCKS = 64;
    private static final NvmeFaultKind[] CRASHES = {
        NvmeFaultKind.CRASH_BEFORE, NvmeFaultKind.CRASH_DURING, NvmeFaultKind.CRASH_AFTER
    };

    /// A workload with many commands in flight and crashes of the firmware at random; afterwards the power is cut
    /// after each single block that was ever written, thousands of times, and what is left is compared with what
    /// was promised.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void whatAFlushCoversSurvivesThePower(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        String profile = random.nextInt(4) == 0 ? "ans-t8015" : "ans";
        try (var rig = NvmeRig.of(Profile.named(profile).with("nvme.seed", Long.toString(seed & 0xffff)))) {
            var workload = new Workload(rig, random, BLOCKS);
            int crashes = 3 + random.nextInt(10);
            for (int i = 0; i < crashes; i++) {
                rig.storage.schedule(i * 40L + random.nextInt(80), CRASHES[random.nextInt(CRASHES.length)], -1);
            }
            workload.run(600);
            assertNull(rig.disk.failure());
            assertTrue(rig.disk.restarts() > 0, "no crash took place");
            workload.requireAnsweredIsRead();
            int points = workload.requirePromisesKept();
            assertTrue(points > 600, "points=" + points);
        }
    }

    static Stream<Integer> crashPoints() {
        return IntStream.range(0, 60).boxed();
    }

    /// The same small workload, with a crash before, during or after each of its commands.
    @ParameterizedTest(name = "command={0}")
    @MethodSource("crashPoints")
    void everyCommandMayBeTheOneThatCrashes(int command) throws Exception {
        for (NvmeFaultKind crash : CRASHES) {
            try (var rig = NvmeRig.of(Profile.named("ans"))) {
                rig.storage.onLoss(command % 2 == 0 ? CacheLoss.ALL : CacheLoss.RANDOM);
                var workload = new Workload(rig, new SplittableRandom(7), 16);
                rig.storage.schedule(command, crash, command % 3);
                workload.run(60);
                workload.requireAnsweredIsRead();
                workload.requirePromisesKept();
                assertEquals(DiskStatus.OK, rig.flush());
                for (int block = 0; block < 16; block++) {
                    assertArrayEquals(rig.read(block, 1), rig.storage.durable(block), "block=" + block);
                }
                assertTrue(rig.disk.restarts() <= 1, "restarts=" + rig.disk.restarts());
            }
        }
    }
}
