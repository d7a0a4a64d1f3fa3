package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.nvme.NvmeFaultKind;
import org.rtkit4j.emulator.nvme.NvmeFaultRule;
import org.rtkit4j.emulator.nvme.WriteHistory;
import org.rtkit4j.emulator.nvme.WriteHistory.Event;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.nvme.IoOpcode;

/// Which writes a flush covers, and which commands need one behind them.
class FlushCoverageTest {
    private static final NvmeFaultRule SLOW =
            NvmeFaultRule.of(NvmeFaultKind.SLOW).lasting(Duration.ofSeconds(1));

    private static DiskCommand write(long block, int version, boolean durable) {
        var content = ByteBuffer.wrap(NvmeRig.block(block, version));
        return new DiskCommand(_ -> {}).write(block * Pages.BYTES, content, 0, Pages.BYTES, durable);
    }

    @Test
    void aFlushCoversWhatWasAnsweredBeforeItAndNothingLater() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            assertTrue(rig.run(write(1, 1, false)).isOk());
            rig.storage.inject(SLOW.on(IoOpcode.FLUSH));
            var flush = new DiskCommand(_ -> {}).flush();
            rig.submit(flush);
            assertTrue(rig.run(write(2, 1, false)).isOk());
            assertEquals(DiskStatus.PENDING, flush.status());
            assertEquals(2, rig.disk.unflushedBlocks());
            rig.settle();
            assertEquals(1, rig.disk.unflushedBlocks(), "the later one may have come behind the flush");
            assertTrue(rig.flush().isOk());
            assertEquals(0, rig.disk.unflushedBlocks());
        }
    }

    @Test
    void aFlushRightBehindAWriteCoversIt() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            assertTrue(rig.run(write(1, 1, false)).isOk());
            assertTrue(rig.flush().isOk());
            assertEquals(0, rig.disk.unflushedBlocks());
        }
    }

    /// A close waits for a write that is late before it flushes.
    @Test
    void whatIsInFlightWhenTheDiskIsClosedIsDurableAfterwards() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            rig.storage.inject(SLOW.on(IoOpcode.WRITE));
            DiskCommand late = write(1, 1, false);
            rig.submit(late);
            WriteHistory history = rig.storage.record();
            rig.disk.close();
            assertEquals(DiskStatus.OK, late.status());
            assertInstanceOf(Event.Write.class, history.events().getFirst());
            assertInstanceOf(Event.Flush.class, history.events().get(1));
        }
    }

    @Test
    void aCloseWhoseFlushFailsSaysSo() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            assertTrue(rig.run(write(1, 1, false)).isOk());
            rig.storage.add(NvmeFaultRule.of(NvmeFaultKind.INTERNAL_ERROR).on(IoOpcode.FLUSH));
            var broken = assertThrows(IOException.class, rig.disk::close);
            assertEquals("what was written last may not be durable: the flush failed", broken.getMessage());
        }
    }

    @Test
    void aCloseOfALostDiskSaysWhyItIsLost() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"), NvmeRig.OPTIONS, false)) {
            assertTrue(rig.run(write(1, 1, false)).isOk());
            rig.storage.add(NvmeFaultRule.of(NvmeFaultKind.CRASH_BEFORE));
            assertEquals(DiskStatus.LOST, rig.flush());
            var broken = assertThrows(IOException.class, rig.disk::close);
            assertEquals("what was written last may not be durable: " + rig.disk.failure(), broken.getMessage());
        }
    }

    /// A write that must be durable when it is answered says so where the chip keeps its word: of A18 Pro it does
    /// not, and a flush follows. Source: aurora-silicon's linux, t8140.
    @ParameterizedTest
    @ValueSource(strings = {"t8103", "t8132", "t8140"})
    void aDurableWriteIsDurableOnEveryChip(String variant) throws Exception {
        boolean needsFlush = variant.equals("t8140");
        try (var rig = of(variant)) {
            assertTrue(rig.run(write(7, 1, false)).isOk());
            WriteHistory history = rig.storage.record();
            long before = rig.storage.commands();
            assertTrue(rig.run(write(1, 1, true)).isOk());
            assertEquals(needsFlush ? 2 : 1, rig.storage.commands() - before);
            assertArrayEquals(NvmeRig.block(1, 1), rig.storage.durable(1));
            assertEquals(!needsFlush, ((Event.Write) history.events().getFirst()).isDurable());
            // The flush behind it is no flush that was asked for: it covers its own write, which is not kept.
            assertEquals(1, rig.disk.unflushedBlocks());
            assertTrue(rig.flush().isOk());
            assertEquals(0, rig.disk.unflushedBlocks());
        }
    }

    /// Zeroes are not kept, so they have to be durable; what needs no flush gets none.
    @ParameterizedTest
    @ValueSource(strings = {"t8103", "t8140"})
    void zeroesAreDurableWhenTheyAreAnswered(String variant) throws Exception {
        try (var rig = of(variant)) {
            rig.storage.preset(3, NvmeRig.block(3, 1));
            assertTrue(rig.run(new DiskCommand(_ -> {}).writeZeroes(3L * Pages.BYTES, Pages.BYTES, false))
                    .isOk());
            assertArrayEquals(new byte[Pages.BYTES], rig.storage.durable(3));
            long before = rig.storage.commands();
            assertTrue(rig.run(write(4, 1, false)).isOk());
            assertEquals(1, rig.storage.commands() - before, "an ordinary write waits for a flush of the caller's");
            assertEquals(1, rig.disk.unflushedBlocks());
        }
    }

    private static NvmeRig of(String variant) throws Exception {
        return NvmeRig.of(
                variant.equals("t8103")
                        ? Profile.named("ans")
                        : Profile.named("ans-t8132").with("nvme", variant + " 0x3_cdcc_0000"));
    }
}
