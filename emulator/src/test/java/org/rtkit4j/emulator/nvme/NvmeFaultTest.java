package org.rtkit4j.emulator.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import org.rtkit4j.wire.nvme.IoOpcode;

/// What goes wrong on demand.
class NvmeFaultTest {
    @TempDir
    private Path folder;

    private static HandHost with(String faults) {
        return new HandHost(Profile.named("ans").with("nvme.blocks", "1024").with("nvme.faults", faults)).start();
    }

    @Test
    void mediaErrorsStrikeTheirBlocks() {
        HandHost host = with("read-error read 10..12, write-fault write 20..20");
        long page = host.pages(1);
        assertEquals(0, host.io(HandHost.read(9, 1, page, 0)).code());
        HandHost.Answer failed = host.io(HandHost.read(12, 1, page, 0));
        assertEquals(0x281, failed.code());
        assertEquals(0, failed.status() >>> 15, "a retry is not useless");
        assertEquals(0x280, host.writeBlock(20, 1).code());
        assertEquals(0, host.writeBlock(10, 1).code());
    }

    @Test
    void aSlowCommandIsOvertaken() {
        HandHost host = with("slow read 1/1 20ms");
        long page = host.pages(1);
        host.submit(host.io, 5, HandHost.read(0, 1, page, 0));
        assertFalse(host.hasAnswer(host.io));
        host.submit(host.io, 6, HandHost.sqe(0x00));
        assertEquals(6, host.answer(host.io).cid());
        host.ap.clock.advance(Duration.ofMillis(19).toNanos());
        host.settle();
        assertFalse(host.hasAnswer(host.io));
        host.ap.clock.advance(Duration.ofMillis(1).toNanos());
        host.settle();
        assertEquals(5, host.answer(host.io).cid());
    }

    @Test
    void aStuckCommandEndsWithItsQueue() {
        HandHost host = with("");
        host.storage.inject(NvmeFaultRule.of(NvmeFaultKind.STUCK));
        host.submit(host.io, 5, HandHost.sqe(0x00));
        assertEquals(0, host.admin(HandHost.sqe(0x00).u32(40, 1)).code());
        HandHost.Answer answer = host.answer(host.io);
        assertEquals(5, answer.cid());
        assertEquals(0x008, answer.code());
    }

    @Test
    void aLostInterruptLeavesTheCompletionToBePolled() {
        HandHost host = with("");
        host.storage.inject(NvmeFaultRule.of(NvmeFaultKind.LOST_INTERRUPT));
        var line = host.ap.iop.interrupt("nvme");
        host.submit(host.io, 2, HandHost.sqe(0x00));
        assertFalse(line.isAsserted());
        assertTrue(host.hasAnswer(host.io));
        host.submit(host.io, 3, HandHost.sqe(0x00));
        assertTrue(line.isAsserted(), "the next one is heard");
        host.answer(host.io);
        host.answer(host.io);
    }

    @Test
    void aFailureThatIsNobodysFaultPasses() {
        HandHost host = with("");
        host.storage.inject(NvmeFaultRule.of(NvmeFaultKind.INTERNAL_ERROR).on(IoOpcode.WRITE));
        assertEquals(0, host.flush());
        HandHost.Answer failed = host.writeBlock(1, 1);
        assertEquals(0x006, failed.code());
        assertEquals(0, failed.status() >>> 15);
        assertEquals(0, host.writeBlock(1, 1).code());
    }

    @ParameterizedTest
    @CsvSource({"CRASH_BEFORE, 0", "CRASH_DURING, 3", "CRASH_AFTER, 8"})
    void crashesBeforeDuringAndAfterACommand(NvmeFaultKind fault, int written) {
        HandHost host = with("");
        host.storage.onLoss(CacheLoss.NONE);
        assertEquals(0, host.writeBlock(100, 1).code());
        host.storage.schedule(1, fault, 3);
        assertEquals(0, host.writeBlock(101, 1).code(), "the command before it");
        PrpList list = new PrpList(host, new SplittableRandom(1), 8, 0);
        list.fill(new byte[8 * 4096]);
        byte[] ones = new byte[8 * 4096];
        Arrays.fill(ones, (byte) 0x77);
        list.fill(ones);
        host.submit(host.io, 2, HandHost.write(0, 8, list.prp1, list.prp2));
        assertFalse(host.hasAnswer(host.io));
        assertEquals(FirmwareState.CRASHED, host.ap.iop.state());
        assertTrue(host.ap.iop.crashCause().text().contains(fault.label()));
        for (int block = 0; block < 8; block++) {
            assertEquals(block < written ? 0x77 : 0, host.storage.durable(block)[0], "block " + block);
        }
        host.restart();
        assertEquals(1, host.readBlock(101));
    }

    @Test
    void aCrashAnswersWhatWasDoneBeforeIt() {
        HandHost host = with("");
        host.storage.schedule(2, NvmeFaultKind.CRASH_BEFORE, 0);
        for (int tag = 2; tag < 6; tag++) {
            host.place(host.io, tag, HandHost.sqe(0x00), HandHost.tcb(tag, HandHost.sqe(0x00)));
            host.ring(host.io, tag);
        }
        host.settle();
        assertTrue(host.hasAnswer(host.io));
        host.take(host.io);
        assertTrue(host.hasAnswer(host.io));
        host.take(host.io);
        assertFalse(host.hasAnswer(host.io));
    }

    @ParameterizedTest
    @CsvSource({"ALL, 0x11", "NONE, 0x22"})
    void whatIsNotFlushedIsLostOrNot(CacheLoss loss, String expected) {
        HandHost host = with("");
        host.storage.onLoss(loss);
        host.writeBlock(5, 0x11);
        host.flush();
        host.writeBlock(5, 0x22);
        assertEquals(0x22, host.readBlock(5), "reads see the cache");
        host.ap.iop.crash(new CrashCause.FailedAssert("a.c", 1, "b"));
        host.restart();
        assertEquals(Integer.decode(expected), host.readBlock(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crash", "reset", "restart", "hang"})
    void everyAbruptEndLosesTheCache(String end) {
        HandHost host = with("");
        host.storage.onLoss(CacheLoss.ALL);
        host.writeBlock(5, 0x22);
        switch (end) {
            case "crash" -> host.ap.iop.crash(new CrashCause.FailedAssert("a.c", 1, "b"));
            case "restart" -> host.ap.iop.restart();
            case "hang" -> host.ap.iop.hang();
            default -> {}
        }
        host.restart();
        assertEquals(0, host.readBlock(5));
    }

    @Test
    void aWriteWithFuaIsDurableAloneAndOnT8140ItIsNot() {
        HandHost host = with("");
        host.storage.onLoss(CacheLoss.ALL);
        long page = host.pages(1);
        host.memory(page, HandHost.block(0x33));
        assertEquals(0, host.io(HandHost.write(5, 1, page, 0).u32(48, 1 << 30)).code());
        host.writeBlock(6, 0x44);
        host.ap.iop.reset();
        assertArrayEquals(HandHost.block(0x33), host.storage.content(5));
        assertArrayEquals(HandHost.block(0), host.storage.content(6));
        HandHost broken = new HandHost(Profile.named("ans-t8132").with("nvme", "t8140 0x3_cdcc_0000")).start();
        long there = broken.pages(1);
        broken.memory(there, HandHost.block(0x33));
        assertEquals(
                0, broken.io(HandHost.write(5, 1, there, 0).u32(48, 1 << 30)).code());
        assertArrayEquals(HandHost.block(0), broken.storage.durable(5));
    }

    @Test
    void aFullCacheWritesItselfBack() {
        var host =
                new HandHost(Profile.named("ans").with("nvme.cache.blocks", "4").with("nvme.loss", "all")).start();
        for (int block = 0; block < 6; block++) {
            host.writeBlock(block, 0x50 + block);
        }
        host.ap.iop.reset();
        for (int block = 0; block < 6; block++) {
            assertEquals(block < 4 ? 0x50 + block : 0, host.storage.content(block)[0], "block " + block);
        }
    }

    @Test
    void keepsItsDiskInAFile() throws IOException {
        Path image = folder.resolve("disk.img");
        Profile profile = Profile.named("ans").with("nvme.blocks", "256").with("nvme.image", image.toString());
        HandHost host = new HandHost(profile).start();
        assertEquals(256 * 4096, Files.size(image));
        host.writeBlock(3, 0x61);
        host.writeBlock(4, 0x62);
        assertEquals(0, host.io(HandHost.sqe(0x08).u64(40, 4).u32(48, 0)).code());
        assertEquals(0, host.flush());
        byte[] bytes = Files.readAllBytes(image);
        assertEquals(0x61, bytes[3 * 4096]);
        assertEquals(0x61, bytes[4 * 4096 - 1]);
        assertEquals(0, bytes[4 * 4096]);
        host.ap.emulated.close();
        HandHost again = new HandHost(profile.with("nvme.blocks", "99")).start();
        assertEquals(256, again.storage.blocks(), "the size of the file counts");
        assertEquals(0x61, again.readBlock(3));
    }

    /// Under whatever name it is opened a second time, and as often as somebody tries.
    @Test
    void aDiskInAFileHasOneHolder() throws IOException {
        Path image = folder.resolve("disk.img");
        Profile profile = Profile.named("ans").with("nvme.blocks", "256");
        try (var _ = machine(profile, image)) {
            Path linked = Files.createLink(folder.resolve("linked.img"), image);
            Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic.img"), image);
            for (Path name : List.of(image, linked, symbolic, image)) {
                var refused = assertThrows(UncheckedIOException.class, () -> machine(profile, name));
                assertEquals(
                        "the disk's image is in use: file=%s, pid=%d"
                                .formatted(name, ProcessHandle.current().pid()),
                        refused.getCause().getMessage());
            }
        }
        // One that could not be built holds nothing either: two co-processors cannot lie at one address.
        assertThrows(
                ProfileException.class,
                () -> EmulatedMachine.with(profile.with("nvme.image", image.toString()))
                        .and(profile.with("nvme.image", image.toString()))
                        .build());
        machine(profile, image).close();
    }

    private static EmulatedMachine machine(Profile profile, Path image) {
        return EmulatedMachine.with(profile.with("nvme.image", image.toString()))
                .build();
    }

    @Test
    void whyTheImageCannotBeReadIsToldOnceForEachReason() throws IOException {
        Path image = folder.resolve("shrunk.img");
        HandHost host = new HandHost(
                        Profile.named("ans").with("nvme.blocks", "256").with("nvme.image", image.toString()))
                .start();
        List<String> told = new ArrayList<>();
        host.ap.iop.storage().onTrouble(told::add);
        long page = host.pages(1);
        assertEquals(0, host.io(HandHost.read(9, 1, page, 0)).code());
        try (var file = FileChannel.open(image, StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
        assertEquals(0x281, host.io(HandHost.read(9, 1, page, 0)).code());
        assertEquals(0x281, host.io(HandHost.read(10, 1, page, 0)).code());
        assertEquals(1, told.size(), told::toString);
        assertTrue(
                told.getFirst().startsWith("its file has shrunk, or the file system has no space left"),
                told::toString);
    }

    @Test
    void refusesAFileThatIsNoDisk() throws IOException {
        Path image = Files.write(folder.resolve("odd.img"), new byte[5000]);
        Profile profile = Profile.named("ans").with("nvme.image", image.toString());
        var refused = assertThrows(ProfileException.class, () -> new HandHost(profile));
        assertEquals(
                "cannot open the disk: " + image + ": not a number of blocks: size=5000, block=4096",
                refused.getMessage());
    }

    @Test
    void readsRulesAndRefusesWhatIsNone() {
        assertEquals(
                List.of(
                        new NvmeFaultRule(NvmeFaultKind.CRASH_DURING, IoOpcode.WRITE, 0, Long.MAX_VALUE, 5000, 0),
                        new NvmeFaultRule(NvmeFaultKind.SLOW, -1, 3, 9, 1, 20_000_000)),
                NvmeFaultRule.parse("crash-during write 1/5000, slow 3..9 20ms"));
        for (String wrong :
                List.of("slow 1/2", "stuck 5ms", "bad", "stuck 9..3", "stuck x", "slow 0ms", "stuck 1..2..3")) {
            assertThrows(IllegalArgumentException.class, () -> NvmeFaultRule.parse(wrong), wrong);
        }
    }
}
