package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.nvme.WriteHistory;
import org.rtkit4j.emulator.nvme.WriteHistory.Event;

/// Writes, flushes and reads at random, several at once, and the book that is kept of them.
///
/// Each write gives its blocks a version of their own, the next one; 0 is what was there before. A version is
/// *answered* when its write is, and *promised* when a flush that began later, or the write itself, says that it
/// is durable.
final class Workload {
    private final NvmeRig rig;
    private final SplittableRandom random;
    private final WriteHistory history;
    private final int[] given;
    private final int[] answered;
    private final List<Promise> promises = new ArrayList<>();
    private final List<Long> zeroed = new ArrayList<>();

    /// From the moment when so many events had happened, blocks are not older than this.
    private static final class Promise {
        private final int events;
        private final int[] versions;

        Promise(int events, int[] versions) {
            this.events = events;
            this.versions = versions;
        }
    }

    Workload(NvmeRig rig, SplittableRandom random, int blocks) {
        this.rig = rig;
        this.random = random;
        given = new int[blocks];
        answered = new int[blocks];
        // Not zeroes, which are a content like others.
        for (int block = 0; block < blocks; block++) {
            rig.storage.preset(block, NvmeRig.block(block, 0));
        }
        history = rig.storage.record();
        promises.add(new Promise(0, new int[blocks]));
    }

    void run(int commands) {
        for (int i = 0; i < commands; i++) {
            switch (random.nextInt(10)) {
                case 0 -> flush();
                case 1 -> read();
                case 2 -> zero();
                default -> write();
            }
            for (int turns = random.nextInt(4); turns > 0; turns--) {
                rig.turn();
            }
        }
        rig.settle();
    }

    private void write() {
        int block = random.nextInt(given.length);
        int blocks = 1 + random.nextInt(Math.min(4, given.length - block));
        boolean isDurable = random.nextInt(8) == 0;
        var data = ByteBuffer.allocate(blocks * Pages.BYTES);
        int[] versions = new int[blocks];
        for (int i = 0; i < blocks; i++) {
            versions[i] = ++given[block + i];
            data.put(NvmeRig.block(block + i, versions[i]));
        }
        rig.submit(new DiskCommand(done -> onWritten(done, block, versions, isDurable))
                .write((long) block * Pages.BYTES, data, 0, data.capacity(), isDurable));
    }

    private void zero() {
        int block = random.nextInt(given.length);
        int[] versions = {++given[block]};
        zeroed.add(key(block, versions[0]));
        rig.submit(new DiskCommand(done -> onWritten(done, block, versions, true))
                .writeZeroes((long) block * Pages.BYTES, Pages.BYTES, false));
    }

    private static long key(int block, int version) {
        return (long) block << 32 | version;
    }

    private void onWritten(DiskCommand done, int block, int[] versions, boolean isDurable) {
        assertEquals(DiskStatus.OK, done.status(), done::toString);
        System.arraycopy(versions, 0, answered, block, versions.length);
        if (isDurable) {
            int[] promised = promises.getLast().versions.clone();
            System.arraycopy(versions, 0, promised, block, versions.length);
            promises.add(new Promise(history.size(), promised));
        }
    }

    private void flush() {
        int[] covered = new int[given.length];
        var flush = new DiskCommand(done -> {
                    assertEquals(DiskStatus.OK, done.status());
                    promise(covered);
                })
                .flush();
        // What was answered when the disk took it, not when it was offered.
        while (true) {
            System.arraycopy(answered, 0, covered, 0, answered.length);
            if (rig.disk.submit(flush)) {
                return;
            }
            rig.turn();
        }
    }

    private void promise(int[] covered) {
        int[] promised = promises.getLast().versions.clone();
        Arrays.setAll(promised, i -> Math.max(promised[i], covered[i]));
        promises.add(new Promise(history.size(), promised));
    }

    private void read() {
        int block = random.nextInt(given.length);
        var data = ByteBuffer.allocate(Pages.BYTES);
        var read = new DiskCommand(done -> assertEquals(DiskStatus.OK, done.status()))
                .read((long) block * Pages.BYTES, data, 0, Pages.BYTES);
        while (!rig.disk.submit(read)) {
            rig.turn();
        }
        // Whatever is in flight for this block was answered before the disk took the read.
        int version = given[block];
        while (read.status() == DiskStatus.PENDING) {
            rig.turn();
        }
        assertEquals(version, version(block, data.array()), "block=" + block);
    }

    /// What was answered is what is read, on a disk that was not switched off.
    void requireAnsweredIsRead() {
        assertArrayEquals(given, answered);
        for (int block = 0; block < given.length; block++) {
            assertEquals(answered[block], version(block, rig.read(block, 1)), "block=" + block);
        }
    }

    /// Cuts the power after each event of the history: of no block there may be left what is older than promised.
    ///
    /// @return how often
    int requirePromisesKept() {
        List<Event> events = history.events();
        // Of each block: the oldest version that may be left, and the newest.
        int[] oldest = new int[given.length];
        int[] newest = new int[given.length];
        int next = 0;
        for (int count = 0; count <= events.size(); count++) {
            while (next + 1 < promises.size() && promises.get(next + 1).events <= count) {
                next++;
            }
            require(promises.get(next), oldest, count);
            if (count < events.size()) {
                apply(events.get(count), oldest, newest);
            }
        }
        return events.size();
    }

    private void apply(Event event, int[] oldest, int[] newest) {
        switch (event) {
            case Event.Write(long block, byte[] content, boolean isDurable) -> {
                newest[(int) block] = version((int) block, content);
                oldest[(int) block] =
                        isDurable ? newest[(int) block] : Math.min(oldest[(int) block], newest[(int) block]);
            }
            case Event.Flush _ -> System.arraycopy(newest, 0, oldest, 0, newest.length);
            case Event.Loss(List<Event.Write> restored) -> {
                for (Event.Write write : restored) {
                    newest[(int) write.block()] = version((int) write.block(), write.content());
                }
                System.arraycopy(newest, 0, oldest, 0, newest.length);
            }
        }
    }

    private static void require(Promise promise, int[] oldest, int count) {
        for (int block = 0; block < oldest.length; block++) {
            int at = block;
            assertTrue(
                    oldest[block] >= promise.versions[block],
                    () -> "a promise is broken: events=%d, block=%d, promised=%d, possible=%d"
                            .formatted(count, at, promise.versions[at], oldest[at]));
        }
    }

    /// Returns the version of a block, which must be whole and the block's own. One of zeroes does not say which
    /// it is: the newest that it may be.
    private int version(int block, byte[] content) {
        if (Arrays.equals(content, new byte[Pages.BYTES])) {
            int version = given[block];
            while (version > 0 && !zeroed.contains(key(block, version))) {
                version--;
            }
            return version;
        }
        int version = ByteBuffer.wrap(content).getInt(Long.BYTES);
        assertArrayEquals(NvmeRig.block(block, version), content, "a torn or foreign block: block=" + block);
        return version;
    }
}
