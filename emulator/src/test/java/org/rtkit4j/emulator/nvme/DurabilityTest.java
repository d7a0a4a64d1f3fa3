package org.rtkit4j.emulator.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.Seeds;

/// The promise of a disk: after any crash each block has a content that its history allows, and what was flushed, or
/// written with FUA, is there.
class DurabilityTest {
    private static final int BLOCKS = 48;
    private static final int OPERATIONS = 400;

    private final List<List<Long>> allowed = new ArrayList<>();
    private HandHost host;
    private SplittableRandom random;
    private long stamp;
    private long page;
    private WriteHistory history;

    static List<Long> seeds() {
        return Seeds.fixedAndFresh().boxed().toList();
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void everyBlockIsWhatItsHistoryAllows(long seed) {
        random = new SplittableRandom(seed);
        host = new HandHost(Profile.named(random.nextBoolean() ? "ans" : "ans-t8015")
                        .with("nvme.blocks", "" + BLOCKS)
                        .with("nvme.cache.blocks", "" + random.nextInt(1, 40))
                        .with("nvme.seed", "" + seed))
                .start();
        page = host.pages(8);
        history = host.storage.record();
        for (int block = 0; block < BLOCKS; block++) {
            allowed.add(new ArrayList<>(List.of(0L)));
        }
        for (int i = 0; i < OPERATIONS; i++) {
            operate();
            if (random.nextInt(12) == 0) {
                crash();
            }
        }
        assertEquals(Map.of(), host.storage.hostBugs());
    }

    private void operate() {
        int count = random.nextInt(1, 9);
        int first = random.nextInt(BLOCKS - count + 1);
        if (random.nextInt(8) == 0) {
            // One that is in the middle of it, or before it, or behind it.
            NvmeFaultKind[] moments = {NvmeFaultKind.CRASH_BEFORE, NvmeFaultKind.CRASH_DURING, NvmeFaultKind.CRASH_AFTER
            };
            host.storage.schedule(0, moments[random.nextInt(3)], -1);
        }
        switch (random.nextInt(6)) {
            case 0 -> flush();
            case 1 -> change(HandHost.sqe(0x08).u64(40, first).u32(48, count - 1), first, count, false, true);
            case 2 -> deallocate(first, count);
            case 3 -> write(first, count, true);
            default -> write(first, count, false);
        }
    }

    private void write(int first, int count, boolean isDurable) {
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[4096];
            ByteBuffer.wrap(content).putLong(0, stamp + 1 + i).putLong(4088, stamp + 1 + i);
            host.memory(page + i * 4096L, content);
        }
        long prp2 = count == 1 ? 0 : page + 4096;
        if (count > 2) {
            prp2 = list(count);
        }
        HandHost.Entry sqe = HandHost.write(first, count, page, prp2);
        change(sqe.u32(48, count - 1 | (isDurable ? 1 << 30 : 0)), first, count, isDurable, false);
    }

    private long list(int count) {
        host.listPool = host.listPool == 0 ? host.pages(1) : host.listPool;
        ByteBuffer list = ByteBuffer.allocate(8 * (count - 1)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i < count; i++) {
            list.putLong(page + i * 4096L);
        }
        host.memory(host.listPool, list.array());
        return host.listPool;
    }

    private void deallocate(int first, int count) {
        host.memory(
                page,
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(4, count)
                        .putLong(8, first)
                        .array());
        change(HandHost.sqe(0x09).u64(24, page).u32(44, 4), first, count, false, true);
    }

    // Until it is answered, each of its blocks may have the new content or not.
    private void change(HandHost.Entry sqe, int first, int count, boolean isDurable, boolean isZero) {
        for (int i = 0; i < count; i++) {
            allowed.get(first + i).add(isZero ? 0 : stamp + 1 + i);
        }
        stamp += count;
        if (isAnswered(sqe) && isDurable) {
            allowed.subList(first, first + count).forEach(DurabilityTest::keepLast);
        }
    }

    private void flush() {
        if (isAnswered(HandHost.sqe(0x00))) {
            allowed.forEach(DurabilityTest::keepLast);
        }
    }

    private boolean isAnswered(HandHost.Entry sqe) {
        host.submit(host.io, 2, sqe);
        if (host.ap.iop.state() == FirmwareState.CRASHED) {
            comeBack();
            return false;
        }
        assertEquals(0, host.answer(host.io).code());
        return true;
    }

    private void crash() {
        switch (random.nextInt(3)) {
            case 0 -> host.ap.iop.crash(new CrashCause.FailedAssert("a.c", 1, "b"));
            case 1 -> host.ap.iop.restart();
            default -> host.ap.iop.hang();
        }
        comeBack();
    }

    private void comeBack() {
        host.restart();
        Map<Long, List<byte[]>> possible = history.possible(history.size());
        for (int block = 0; block < BLOCKS; block++) {
            long content = contentOf(block);
            List<Long> values = allowed.get(block);
            assertTrue(values.contains(content), "block " + block + " is " + content + ", not one of " + values);
            List<byte[]> recorded = possible.getOrDefault((long) block, List.of(new byte[4096]));
            assertTrue(
                    recorded.stream().anyMatch(bytes -> ByteBuffer.wrap(bytes).getLong(0) == content),
                    "the history does not know how block " + block + " came to be " + content);
            values.clear();
            values.add(content);
        }
    }

    private long contentOf(int block) {
        ByteBuffer content = ByteBuffer.wrap(host.storage.content(block));
        assertEquals(content.getLong(0), content.getLong(4088), "a block is written whole or not at all");
        return content.getLong(0);
    }

    private static void keepLast(List<Long> values) {
        values.subList(0, values.size() - 1).clear();
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void everyPrefixOfAHistoryCanBeReplayed(long seed) {
        random = new SplittableRandom(seed);
        host = HandHost.of("ans").start();
        history = host.storage.record();
        var written = new ArrayList<Integer>();
        int flushed = 0;
        for (int i = 1; i <= 60; i++) {
            if (random.nextInt(5) == 0) {
                host.flush();
                flushed = written.size();
            } else {
                host.writeBlock(3, i);
                written.add(i);
            }
            int fromFlush = Math.max(0, flushed - 1);
            List<Integer> possible = written.subList(fromFlush, written.size());
            for (int tries = 0; tries < 10; tries++) {
                byte[] image = history.image(history.size(), random.nextLong()).getOrDefault(3L, new byte[1]);
                int content = image[0];
                assertTrue(possible.contains(content) || (flushed == 0 && content == 0), content + " of " + possible);
            }
        }
    }
}
