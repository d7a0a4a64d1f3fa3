package org.rtkit4j.emulator.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.HandAp;
import org.rtkit4j.emulator.profile.Profile;

/// The controller as a host sees it: registers, memory and the interrupt line.
class NvmeControllerTest {
    @ParameterizedTest
    @ValueSource(strings = {"ans", "ans-t8015", "ans-t8132"})
    void comesUpWritesReadsAndGoesDownOnEveryChip(String profile) {
        HandHost host = HandHost.of(profile).start();
        assertEquals(0, host.writeBlock(7, 0x5a).code());
        assertEquals(0x5a, host.readBlock(7));
        assertEquals(0, host.readBlock(8), "a block that was never written");
        assertEquals(0, host.flush());
        assertArrayEquals(HandHost.block(0x5a), host.storage.durable(7));
        assertEquals(Map.of(), host.storage.hostBugs());
    }

    @Test
    void isReadyOnlyWhenTheFirmwareHasReportedOn() {
        var host = new HandHost(Profile.named("ans").with("delay.ack.us", "1000"));
        assertEquals(0, host.nvme.read32(0x1300));
        host.ap.boot();
        assertEquals(0, host.nvme.read32(0x1300), "everything is done but its report");
        host.ap.waitUntilDue();
        assertEquals(HandHost.BOOT_OK, host.nvme.read32(0x1300));
        host.ap.expect(0, HandAp.IOP_ON);
    }

    @ParameterizedTest
    @CsvSource({"ans, 63", "ans-t8015, 15", "ans-t8132, 63"})
    void saysWhatItCan(String profile, int mqes) {
        HandHost host = HandHost.of(profile);
        assertEquals(0x20_0a01_0000L | mqes, host.nvme.read64(0x00));
        assertEquals(0x0001_0200, host.nvme.read32(0x08));
        assertEquals(0x6000, host.nvme.read32(0x1308));
        assertEquals(profile.equals("ans-t8015") ? 0 : 0x800, host.nvme.read32(0x24008));
    }

    @Test
    void identifiesControllerNamespaceAndList() {
        HandHost host = HandHost.of("ans").start();
        long page = host.pages(1);
        assertEquals(0, host.admin(HandHost.sqe(0x06).u64(24, page).u32(40, 1)).code());
        byte[] controller = host.memory(page, 4096);
        assertEquals("EXAMPLE SSD AP0001", new String(controller, 24, 40, StandardCharsets.US_ASCII).strip());
        assertEquals("831.6.2", new String(controller, 64, 8, StandardCharsets.US_ASCII).strip());
        assertEquals(10, controller[77], "MDTS");
        assertEquals(0x66, controller[512], "SQES");
        assertEquals(0x44, controller[513], "CQES");
        assertEquals(1, controller[516], "NN");
        assertEquals(0x0c, controller[520], "ONCS");
        assertEquals(1, controller[525], "VWC");
        assertEquals(0, host.admin(HandHost.sqe(0x06).u32(4, 1).u64(24, page)).code());
        ByteBuffer namespace = ByteBuffer.wrap(host.memory(page, 4096)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(1024, namespace.getLong(0), "NSZE");
        assertEquals(12, namespace.get(130), "LBADS");
        assertEquals(9, namespace.get(33), "DLFEAT: reads zeros, Write Zeroes deallocates");
        assertEquals(0, host.admin(HandHost.sqe(0x06).u64(24, page).u32(40, 2)).code());
        assertEquals(1, host.memory(page, 4)[0]);
        assertEquals(
                0,
                host.admin(HandHost.sqe(0x06).u32(4, 1).u64(24, page).u32(40, 2))
                        .code());
        assertEquals(0, host.memory(page, 4)[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "0x06, 0, 3, 0x002", // Identify: a CNS that it has not
        "0x06, 2, 0, 0x00b", // Identify: a namespace that is not there
        "0x08, 1, 0, 0x001", // Abort
        "0x0c, 0, 0, 0x001", // Asynchronous Event Request
        "0x0d, 0, 0, 0x001", // Namespace Management
        "0x02, 0, 0x3ff0004, 0x109", // a log that it has not
        "0x0a, 0, 0x7f, 0x002", // a feature that it has not
        "0x09, 0, 0x80000006, 0x10d", // a feature saved
        "0x00, 0, 2, 0x101", // Delete SQ 2
        "0x04, 0, 2, 0x101", // Delete CQ 2
        "0x04, 0, 1, 0x10c", // Delete CQ 1 while its SQ is there
        "0x05, 0, 0x3f0001, 0x101", // Create CQ 1 twice
    })
    void refusesAdminCommandsThatItCannotCarryOut(String opcode, int nsid, String cdw10, String code) {
        HandHost host = HandHost.of("ans").start();
        long page = host.pages(1);
        HandHost.Entry sqe = HandHost.sqe(Integer.decode(opcode))
                .u32(4, nsid)
                .u64(24, page)
                .u32(40, (int) (long) Long.decode(cdw10))
                .u32(44, 1);
        HandHost.Answer answer = host.admin(sqe);
        assertEquals("0x%03x".formatted(Integer.decode(code)), "0x%03x".formatted(answer.code()));
        assertEquals(1, answer.status() >>> 15, "DNR");
    }

    @Test
    void hasFeaturesThatAHostUses() {
        HandHost host = HandHost.of("ans").start();
        HandHost.Answer queues = host.admin(HandHost.sqe(0x09).u32(40, 7).u32(44, 0x0007_0007));
        assertEquals(0, queues.code());
        assertEquals(0, queues.result(), "one of each, zero-based");
        assertEquals(1, host.admin(HandHost.sqe(0x0a).u32(40, 6)).result(), "the cache is on");
        assertEquals(0, host.admin(HandHost.sqe(0x09).u32(40, 6).u32(44, 0)).code());
        assertEquals(0, host.admin(HandHost.sqe(0x0a).u32(40, 6)).result());
        assertEquals(1, host.admin(HandHost.sqe(0x0a).u32(40, 1 << 8 | 6)).result(), "its default");
        host.writeBlock(3, 0x33);
        assertArrayEquals(HandHost.block(0x33), host.storage.durable(3), "without a cache writes are durable");
    }

    @Test
    void hasLogs() {
        HandHost host = HandHost.of("ans").start();
        long page = host.pages(2);
        host.writeBlock(1, 1);
        assertEquals(0x080, host.io(HandHost.read(5000, 1, page, 0)).code());
        assertEquals(
                0,
                host.admin(HandHost.sqe(0x02).u64(24, page).u32(40, 0x000f_0001))
                        .code());
        ByteBuffer error = ByteBuffer.wrap(host.memory(page, 64)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(1, error.getLong(0));
        assertEquals(1, error.getShort(8), "queue");
        assertEquals(2, error.getShort(10), "tag");
        assertEquals(0x080, error.getShort(12) >>> 1 & 0x7ff);
        assertEquals(5000, error.getLong(16));
        assertEquals(
                0,
                host.admin(HandHost.sqe(0x02).u64(24, page).u32(40, 0x007f_0002))
                        .code());
        ByteBuffer smart = ByteBuffer.wrap(host.memory(page, 512)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(310, smart.getShort(1));
        assertEquals(1, smart.getLong(80), "writes");
        assertEquals(1, smart.getLong(48), "data units written, rounded up");
        assertEquals(1, smart.getLong(176), "errors");
        assertEquals(
                0,
                host.admin(HandHost.sqe(0x02).u64(24, page).u32(40, 0x007f_0003))
                        .code());
        byte[] slots = host.memory(page, 16);
        assertEquals(1, slots[0]);
        assertEquals("831.6.2", new String(slots, 8, 8, StandardCharsets.US_ASCII).strip());
        // From its ninth byte on.
        assertEquals(
                0,
                host.admin(HandHost.sqe(0x02).u64(24, page).u32(40, 0x0001_0003).u32(48, 8))
                        .code());
        assertEquals("831.6.2", new String(host.memory(page, 8), StandardCharsets.US_ASCII).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ans", "ans-t8015", "ans-t8132"})
    void movesEveryLengthFromAndToPagesThatLieAnywhere(String profile) {
        HandHost host = HandHost.of(profile).start();
        var random = new SplittableRandom(7);
        for (int count : new int[] {1, 2, 3, 17, 100}) {
            for (int offset : new int[] {0, 4, 0x800, 0xffc}) {
                roundTrip(host, random, count, offset);
            }
        }
        if (!profile.equals("ans-t8015")) {
            roundTrip(host, random, 1000, 0);
            roundTrip(host, random, 1000, 0x204);
        }
        assertEquals(Map.of(), host.storage.hostBugs());
    }

    private static void roundTrip(HandHost host, SplittableRandom random, int count, int offset) {
        byte[] data = new byte[count * 4096];
        random.nextBytes(data);
        PrpList from = new PrpList(host, random, count, offset);
        from.fill(data);
        assertEquals(0, host.io(HandHost.write(11, count, from.prp1, from.prp2)).code());
        PrpList to = new PrpList(host, random, count, offset == 0 ? 0 : (0x1000 - offset) & ~3);
        assertEquals(0, host.io(HandHost.read(11, count, to.prp1, to.prp2)).code());
        assertArrayEquals(data, to.collect(data.length), "count=" + count + ", offset=" + offset);
    }

    @Test
    void zeroesAndDeallocates() {
        HandHost host = HandHost.of("ans").start();
        for (int block = 0; block < 8; block++) {
            host.writeBlock(block, 0x10 + block);
        }
        assertEquals(0, host.io(HandHost.sqe(0x08).u64(40, 1).u32(48, 1)).code(), "Write Zeroes of 1 and 2");
        long page = host.pages(1);
        byte[] ranges = ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, 1)
                .putLong(8, 4)
                .putInt(20, 2)
                .putLong(24, 6)
                .array();
        host.memory(page, ranges);
        assertEquals(
                0,
                host.io(HandHost.sqe(0x09).u64(24, page).u32(40, 1).u32(44, 4)).code(),
                "deallocate 4, 6, 7");
        int[] expected = {0x10, 0, 0, 0x13, 0, 0x15, 0, 0};
        for (int block = 0; block < 8; block++) {
            assertEquals(expected[block], host.readBlock(block), "block " + block);
        }
        ranges[8] = 0;
        ranges[9] = 4;
        host.memory(page, ranges);
        assertEquals(
                0x080,
                host.io(HandHost.sqe(0x09).u64(24, page).u32(40, 0).u32(44, 4)).code(),
                "block 1024");
    }

    @ParameterizedTest
    @CsvSource({"1024, 1, 0x080", "1023, 2, 0x080", "-1, 1, 0x080", "0x7fffffffffffffff, 1, 0x080", "1023, 1, 0x000"})
    void staysOnItsDisk(String block, int count, String code) {
        HandHost host = HandHost.of("ans").start();
        long page = host.pages(2);
        for (int opcode : new int[] {0x01, 0x02, 0x08}) {
            HandHost.Entry sqe = HandHost.read(Long.decode(block), count, page, count > 1 ? page + 0x1000 : 0);
            assertEquals(Integer.decode(code), host.io(sqe.u8(0, opcode)).code());
        }
    }

    @Test
    void refusesWhatItCannotMove() {
        HandHost host = HandHost.of("ans").start();
        long page = host.pages(2);
        assertEquals(0x013, host.io(HandHost.read(0, 1, page + 2, 0)).code(), "PRP1 not of whole dwords");
        assertEquals(0x013, host.io(HandHost.read(0, 2, page, page + 0x1004)).code(), "PRP2 with an offset");
        assertEquals(0x013, host.io(HandHost.read(0, 3, page, page + 0x1004)).code(), "list not of whole qwords");
        assertEquals(0x004, host.io(HandHost.read(0, 1, 0x1000, 0)).code(), "PRP1 outside memory");
        assertEquals(0x004, host.io(HandHost.read(0, 2, page, -0x1000L)).code(), "PRP2 outside memory");
        assertEquals(0x002, host.io(HandHost.read(0, 1, page, 0).u8(1, 0x40)).code(), "SGLs");
        assertEquals(0x00b, host.io(HandHost.read(0, 1, page, 0).u32(4, 2)).code(), "namespace 2");
        assertEquals(0x001, host.io(HandHost.sqe(0x05)).code(), "Compare");
    }

    @Test
    void refusesATransferLongerThanItSays() {
        var host = new HandHost(Profile.named("ans").with("nvme.transfer", "2")).start();
        PrpList list = new PrpList(host, new SplittableRandom(1), 5, 0);
        assertEquals(0x002, host.io(HandHost.read(0, 5, list.prp1, list.prp2)).code());
        assertEquals(0x000, host.io(HandHost.read(0, 4, list.prp1, list.prp2)).code());
    }

    @Test
    void holdsOneInterruptForBothQueuesUntilBothAreEmpty() {
        HandHost host = HandHost.of("ans");
        host.ap.boot();
        host.enable();
        var line = host.ap.iop.interrupt("nvme");
        assertFalse(line.isAsserted());
        host.createQueues();
        assertFalse(line.isAsserted());
        int[] calls = {0};
        line.arm(() -> calls[0]++);
        long page = host.pages(1);
        for (int tag = 2; tag < 12; tag++) {
            host.place(host.io, tag, HandHost.read(tag, 1, page, 0), HandHost.tcb(tag, HandHost.read(tag, 1, page, 0)));
            host.ring(host.io, tag);
        }
        host.settle();
        assertEquals(1, calls[0], "one interrupt for a batch");
        assertTrue(line.isAsserted());
        host.submit(host.admin, 0, HandHost.sqe(0x0a).u32(40, 6));
        for (int i = 0; i < 10; i++) {
            assertTrue(line.isAsserted());
            host.answer(host.io);
        }
        assertTrue(line.isAsserted(), "the admin queue has one left");
        host.answer(host.admin);
        assertFalse(line.isAsserted());
    }

    @Test
    void interruptsOfTheIoQueueAreTheHostsChoice() {
        HandHost host = HandHost.of("ans");
        host.ap.boot();
        host.enable();
        assertEquals(0, host.createCq(1).code());
        assertEquals(0, host.createSq().code());
        host.submit(host.io, 2, HandHost.sqe(0x00));
        assertFalse(host.ap.iop.interrupt("nvme").isAsserted(), "as m1n1, which polls");
        assertEquals(2, host.answer(host.io).cid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ans", "ans-t8015", "ans-t8132"})
    void turnsThePhaseOverAtEachWrap(String profile) {
        HandHost host = HandHost.of(profile).start();
        for (int i = 0; i < 3 * 64 + 5; i++) {
            assertEquals(0, host.flush(), "command " + i);
        }
        assertEquals(Map.of(), host.storage.hostBugs());
    }

    @Test
    void waitsForRoomInACompletionQueue() {
        HandHost host = HandHost.of("ans").start();
        var tags = new HashSet<Integer>();
        for (int tag = 2; tag < 64; tag++) {
            host.place(host.io, tag, HandHost.sqe(0x00), HandHost.tcb(tag, HandHost.sqe(0x00)));
            host.ring(host.io, tag);
        }
        host.settle();
        // 62 commands, and room for 63; the same tags again while nothing is acknowledged but their TCBs.
        for (int i = 0; i < 62; i++) {
            int tag = host.take(host.io).cid();
            tags.add(tag);
            host.nvmmu.write32(0x28118, tag);
            host.ring(host.io, tag);
        }
        host.settle();
        assertEquals(62, tags.size());
        assertTrue(host.hasAnswer(host.io), "one more fits");
        host.take(host.io);
        assertFalse(host.hasAnswer(host.io), "the queue is full");
        host.nvme.write32(0x100c, host.io.head);
        host.settle();
        for (int i = 0; i < 61; i++) {
            assertTrue(host.hasAnswer(host.io), "answer " + i);
            host.take(host.io);
        }
        assertFalse(host.hasAnswer(host.io));
    }

    @Test
    void ringsOfT8015HaveHeadsAndWideEntries() {
        HandHost host = HandHost.of("ans-t8015").start();
        host.submit(host.io, 0x1234, HandHost.sqe(0x00));
        HandHost.Answer answer = host.answer(host.io);
        assertEquals(0x1234, answer.cid(), "any 16 bits");
        assertEquals(1, answer.sqHead());
    }

    @Test
    void t8103WithoutLinearQueuesIsAsT8015() {
        HandHost host = HandHost.of("ans");
        host.ap.boot();
        long sq = host.pages(1);
        long cq = host.pages(1);
        host.nvme.write32(0x24, 1 << 16 | 1);
        host.nvme.write64(0x28, sq);
        host.nvme.write64(0x30, cq);
        host.nvme.write32(0x14, HandHost.CC_ENABLE_T8015);
        host.settle();
        host.machine.write(sq, HandHost.sqe(0x0a).u32(40, 6).u16(2, 77).bytes.array(), 0, 64);
        host.nvme.write32(0x1000, 1);
        host.settle();
        assertEquals(77, host.memory(cq + 12, 1)[0]);
        assertEquals(1, host.memory(cq + 14, 1)[0], "success, first round");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ans", "ans-t8015"})
    void shutsDownInOrder(String profile) {
        HandHost host = HandHost.of(profile).start();
        host.writeBlock(9, 0x99);
        assertEquals(0, host.admin(HandHost.sqe(0x00).u32(40, 1)).code(), "Delete SQ");
        assertEquals(0, host.admin(HandHost.sqe(0x04).u32(40, 1)).code(), "Delete CQ");
        int cc = host.nvme.read32(0x14);
        host.nvme.write32(0x14, cc | 1 << 14);
        host.settle();
        assertEquals(2 << 2 | 1, host.nvme.read32(0x1c), "SHST complete");
        assertArrayEquals(HandHost.block(0x99), host.storage.durable(9));
        host.nvme.write32(0x14, 0);
        host.settle();
        assertEquals(0, host.nvme.read32(0x1c));
        host.ap.send(0, 0x00b0_0000_0000_0010L);
        host.ap.send(0, 0x0060_0000_0000_0001L);
        host.ap.serve();
        assertEquals(0, host.nvme.read32(0x1300), "not ready when it sleeps");
        host.ap.iop.cpu().write32(0x44, 0);
        host.restart();
        assertEquals(0x99, host.readBlock(9));
        assertEquals(Map.of(), host.storage.hostBugs());
    }

    @Test
    void clearingEnableResetsTheQueues() {
        HandHost host = HandHost.of("ans").start();
        host.writeBlock(1, 0x11);
        host.storage.inject(NvmeFaultRule.of(NvmeFaultKind.STUCK));
        host.submit(host.io, 5, HandHost.sqe(0x00));
        host.nvme.write32(0x14, 0x0046_0000);
        host.settle();
        assertEquals(0, host.nvme.read32(0x1c));
        assertFalse(host.ap.iop.interrupt("nvme").isAsserted());
        host.enable();
        assertEquals(0, host.createCq(3).code(), "its queues are gone");
        assertEquals(0, host.createSq().code());
        host.submit(host.io, 5, HandHost.sqe(0x00));
        assertEquals(5, host.answer(host.io).cid(), "its tags are free");
        assertEquals(0x11, host.readBlock(1));
        assertEquals(Map.of(), host.storage.hostBugs());
    }

    @Test
    void theTunnelNeedsTheSart() {
        HandHost host = HandHost.of("ans").start();
        long request = host.ap.allocate(0x4000);
        long answer = host.ap.allocate(0x4000);
        host.memory(request + 12, new byte[] {0x38});
        assertEquals(0, host.admin(tunnel(request, answer)).code());
        assertEquals("EXAMPLE1", new String(host.memory(answer, 8), StandardCharsets.US_ASCII));
        host.memory(request + 12, new byte[] {0x77});
        assertEquals(0x002, host.admin(tunnel(request, answer)).code());
        assertTrue(host.syslog().toString().contains("unknown request: 0x77"));
        // Memory of the machine that nobody has opened.
        long foreign = host.ap.allocate(0x4000);
        host.ap.bufferAt(foreign).close();
        host.submit(host.admin, 0, tunnel(foreign, 0));
        assertFalse(host.hasAnswer(host.admin));
        assertEquals(
                "DATA ABORT on load of 0x%016x".formatted(foreign),
                host.ap.iop.crashCause().text());
        assertEquals(2, host.nvme.read32(0x1c) & 2, "CFS");
    }

    private static HandHost.Entry tunnel(long request, long answer) {
        return HandHost.sqe(0xd8).u64(44, request).u64(52, answer);
    }

    @Test
    void hasTheWindowsThatTheDeviceTreeNames() {
        HandHost host = HandHost.of("ans-t8132");
        host.nvmmu.write64(0x28108, 0x8_1234_5000L);
        assertEquals(0x8_1234_5000L, host.nvmmu.read64(0x28108));
        assertEquals(0, host.nvme.read64(0x28108));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> HandHost.of("ans").ap.iop.window("nvmmu"))
                .getMessage();
        assertEquals("no such window: coprocessor=ans, name=nvmmu, there are [ans, nvme]", message);
    }

    @Test
    void oldBlockSizesWorkToo() {
        var host = new HandHost(Profile.named("ans").with("nvme.blocks", "64").with("nvme.block.bytes", "512"));
        host.start();
        long page = host.pages(2);
        byte[] data = new byte[0x1000];
        new SplittableRandom(3).nextBytes(data);
        host.memory(page + 0x800, data);
        assertEquals(
                0, host.io(HandHost.write(3, 8, page + 0x800, page + 0x1000)).code());
        assertArrayEquals(List.of(data).getFirst(), concat(host, 3, 8));
    }

    private static byte[] concat(HandHost host, long first, int count) {
        byte[] all = new byte[count * 512];
        for (int i = 0; i < count; i++) {
            System.arraycopy(host.storage.content(first + i), 0, all, i * 512, 512);
        }
        return all;
    }
}
