package org.rtkit4j.emulator.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.profile.Profile;

/// What hosts get wrong is seen in the syslog; what hardware does not survive ends in a crash log that says why.
class HostBugTest {
    private static HandHost started() {
        return HandHost.of("ans").start();
    }

    private static void assertCrashed(HandHost host, HostBug bug, String detail) {
        assertEquals(FirmwareState.CRASHED, host.ap.iop.state());
        String text = host.ap.iop.crashCause().text();
        assertTrue(text.endsWith(bug.text() + ": " + detail), text);
        assertTrue(host.ap.iop.isCrashReported());
        assertEquals(2, host.nvme.read32(0x1c) & 2, "CFS");
        assertEquals(0, host.nvme.read32(0x1300), "BOOT_STATUS");
    }

    private static void assertComplains(HandHost host, HostBug bug, String detail) {
        assertEquals(FirmwareState.RUNNING, host.ap.iop.state());
        List<String> log = host.syslog();
        assertTrue(log.contains(bug.text() + ": " + detail), log.toString());
        assertEquals(1L, host.storage.hostBugs().get(bug));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 0x8000_0000, -1})
    void aTagOutOfRangeIsFatal(int tag) {
        HandHost host = started();
        host.nvme.write32(0x24910, tag);
        host.settle();
        assertCrashed(host, HostBug.TAG_OUT_OF_RANGE, "0x" + Integer.toHexString(tag));
    }

    @Test
    void aTagThatIsLiveInTheOtherQueueIsFatal() {
        HandHost host = started();
        host.storage.inject(NvmeFaultRule.of(NvmeFaultKind.STUCK));
        host.submit(host.io, 0, HandHost.sqe(0x00));
        host.submit(host.admin, 0, HandHost.sqe(0x0a).u32(40, 6));
        assertCrashed(host, HostBug.TAG_IN_USE, "0x0");
    }

    @Test
    void aTagThatIsLiveInTheSameQueueIsFatal() {
        HandHost host = started();
        host.place(host.io, 9, HandHost.sqe(0x00), HandHost.tcb(9, HandHost.sqe(0x00)));
        host.ring(host.io, 9);
        host.ring(host.io, 9);
        host.settle();
        assertCrashed(host, HostBug.TAG_IN_USE, "0x9");
    }

    @Test
    void aSlotOutsideItsQueueIsFatal() {
        HandHost host = started();
        host.submit(host.admin, 2, HandHost.sqe(0x0a).u32(40, 6));
        assertCrashed(host, HostBug.SLOT_OUTSIDE_QUEUE, "0x2");
    }

    @ParameterizedTest
    @CsvSource({"0, 0x100", "0x800000040, 0x800000140", "0x1000, 0x1100"})
    void tcbsThatAreNotThereAreFatal(String base, String at) {
        HandHost host = started();
        host.nvmmu.write64(0x28110, Long.decode(base));
        host.submit(host.io, 2, HandHost.sqe(0x00));
        assertCrashed(host, HostBug.TCB_OUTSIDE_MEMORY, at);
    }

    @Test
    void moreTagsThanTcbsAreFatal() {
        HandHost host = started();
        host.nvmmu.write32(0x28100, 7);
        host.submit(host.io, 8, HandHost.sqe(0x00));
        assertCrashed(host, HostBug.TCB_OUTSIDE_MEMORY, "0x8");
    }

    @Test
    void aTagUsedAgainBeforeItsTcbIsGivenBackIsNoticed() {
        HandHost host = started();
        host.submit(host.io, 4, HandHost.sqe(0x00));
        host.take(host.io);
        host.submit(host.io, 4, HandHost.sqe(0x00));
        assertEquals(4, host.answer(host.io).cid(), "it works all the same");
        assertComplains(host, HostBug.TAG_NOT_INVALIDATED, "0x4");
    }

    @Test
    void aTcbGivenBackTooEarlyIsNoticedAndRefused() {
        HandHost host = started();
        host.storage.inject(NvmeFaultRule.of(NvmeFaultKind.STUCK));
        host.submit(host.io, 4, HandHost.sqe(0x00));
        host.nvmmu.write32(0x28118, 4);
        assertEquals(1, host.nvmmu.read32(0x28120));
        assertEquals(0, host.nvmmu.read32(0x29120), "what m1n1 reads");
        host.flush();
        assertComplains(host, HostBug.INVALIDATED_IN_FLIGHT, "0x4");
    }

    @Test
    void aTcbGivenBackTwiceIsNoticed() {
        HandHost host = started();
        host.flush();
        host.nvmmu.write32(0x28118, 2);
        assertEquals(0, host.nvmmu.read32(0x28120));
        host.flush();
        assertComplains(host, HostBug.INVALIDATED_UNUSED, "0x2");
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 1"})
    void theNvmmuWantsTheDirection(int opcodeIsWrite, int flags) {
        HandHost host = started();
        long page = host.pages(1);
        HandHost.Entry sqe = opcodeIsWrite == 1 ? HandHost.write(0, 1, page, 0) : HandHost.read(0, 1, page, 0);
        host.place(host.io, 2, sqe, HandHost.tcb(2, sqe).u8(1, flags));
        host.ring(host.io, 2);
        host.settle();
        assertEquals(0x004, host.answer(host.io).code());
        assertComplains(host, HostBug.TCB_DIRECTION, "0x2");
    }

    @Test
    void theDirectionAloneIsEnough() {
        HandHost host = started();
        long page = host.pages(1);
        HandHost.Entry write = HandHost.write(0, 1, page, 0);
        // As Linux: TO_DEVICE, and no opcode.
        host.place(host.io, 2, write, HandHost.tcb(2, write).u8(1, 2).u8(0, 0));
        host.ring(host.io, 2);
        host.settle();
        assertEquals(0, host.answer(host.io).code());
        assertEquals(Map.of(), host.storage.hostBugs());
    }

    @Test
    void theNvmmuWantsTheSamePrps() {
        HandHost host = started();
        long page = host.pages(2);
        HandHost.Entry sqe = HandHost.read(0, 1, page, 0);
        host.place(host.io, 2, sqe, HandHost.tcb(2, sqe).u64(24, page + 0x1000));
        host.ring(host.io, 2);
        host.settle();
        assertEquals(0x004, host.answer(host.io).code());
        assertComplains(host, HostBug.TCB_PRP, "0x2");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, TCB_OPCODE, 0x1", "2, 7, TCB_TAG, 0x2", "4, 9, TCB_LENGTH, 0x9"})
    void whatATcbSaysBesidesIsNoticed(int offset, int value, HostBug bug, String detail) {
        HandHost host = started();
        HandHost.Entry sqe = HandHost.read(0, 1, host.pages(1), 0);
        host.place(host.io, 2, sqe, HandHost.tcb(2, sqe).u8(offset, value));
        host.ring(host.io, 2);
        host.settle();
        assertEquals(0, host.answer(host.io).code(), "and does no harm");
        assertComplains(host, bug, detail);
    }

    @Test
    void whereAnyIsCheckedANullPrpFailsWhileItIs() {
        var host = new HandHost(Profile.named("ans").with("nvme.null-check", "any")).start();
        host.nvme.write32(0x24008, 0x800);
        assertEquals(0x002, host.flush());
        assertComplains(host, HostBug.NULL_PRP, "0x2");
        host.nvme.write32(0x24008, 0);
        assertEquals(0, host.flush());
    }

    @Test
    void onM4ANullPrpWithFlagsFailsAndOneWithoutDoesNot() {
        HandHost host = HandHost.of("ans-t8132").start();
        assertEquals(0x800, host.nvme.read32(0x24008), "nobody cleared it");
        assertEquals(0, host.flush());
        HandHost.Entry flush = HandHost.sqe(0x00);
        host.place(host.io, 2, flush, HandHost.tcb(2, flush).u8(1, 1));
        host.ring(host.io, 2);
        host.settle();
        assertEquals(0x002, host.answer(host.io).code());
        assertComplains(host, HostBug.NULL_PRP, "0x2");
    }

    @Test
    void aCommandIdThatIsNotTheTagIsNoticed() {
        HandHost host = started();
        host.place(host.io, 6, HandHost.sqe(0x00), HandHost.tcb(6, HandHost.sqe(0x00)));
        host.machine.write(host.io.sq + 6 * 64 + 2, new byte[] {5, 0}, 0, 2);
        host.ring(host.io, 6);
        host.settle();
        assertEquals(6, host.answer(host.io).cid());
        assertComplains(host, HostBug.COMMAND_ID, "0x5");
    }

    @Test
    void aDoorbellBeforeTheQueueIsNoticed() {
        HandHost host = HandHost.of("ans");
        host.ap.boot();
        host.nvme.write32(0x24910, 3);
        host.settle();
        assertComplains(host, HostBug.NOT_READY, "0x3");
        host.enable();
        host.nvme.write32(0x24910, 3);
        host.settle();
        assertComplains(host, HostBug.NO_QUEUE, "0x3");
        host.createQueues();
        host.submit(host.io, 3, HandHost.sqe(0x00));
        assertEquals(3, host.answer(host.io).cid(), "the tag is free again");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, -1, 2})
    void aHeadThatIsNoneIsRejected(int head) {
        HandHost host = started();
        host.submit(host.io, 2, HandHost.sqe(0x00));
        host.nvme.write32(0x100c, head);
        assertTrue(host.ap.iop.interrupt("nvme").isAsserted());
        host.answer(host.io);
        assertEquals(Map.of(HostBug.CQ_HEAD, 1L), host.storage.hostBugs());
    }

    @Test
    void aTailThatIsNoneIsRejected() {
        HandHost host = HandHost.of("ans-t8015").start();
        host.nvme.write32(0x1008, 16);
        host.settle();
        assertComplains(host, HostBug.SQ_TAIL, "0x10");
        assertEquals(0, host.flush());
    }

    @Test
    void theOtherKindOfDoorbellIsNoticed() {
        HandHost host = started();
        host.nvme.write32(0x1008, 1);
        host.settle();
        assertComplains(host, HostBug.WRONG_DOORBELL, "0x1");
    }

    @ParameterizedTest
    @CsvSource({
        "0x28, 0x1000", // ASQ outside memory
        "0x28, 0x800000800", // ASQ not at a page
        "0x30, 0", // no ACQ
        "0x24, 0x00400040", // 65 entries
        "0x24, 0" // one entry
    })
    void aConfigurationThatCannotBeEnabledIsAFatalStatus(String register, String value) {
        HandHost host = HandHost.of("ans");
        host.ap.boot();
        host.nvme.write32(0x24908, 1);
        host.nvme.write32(0x24, 0x0001_0001);
        host.nvme.write64(0x28, host.admin.sq);
        host.nvme.write64(0x30, host.admin.cq);
        if (register.equals("0x24")) {
            host.nvme.write32(0x24, Integer.decode(value));
        } else {
            host.nvme.write64(Integer.decode(register), Long.decode(value));
        }
        host.nvme.write32(0x14, HandHost.CC_ENABLE);
        host.settle();
        assertEquals(2, host.nvme.read32(0x1c), "CFS and not RDY");
        assertComplains(host, HostBug.CONFIGURATION, "0x460001");
    }

    @Test
    void m4CrashesWithoutItsQueueRegisters() {
        HandHost host = HandHost.of("ans-t8132");
        host.ap.boot();
        host.enable();
        host.createCq(3);
        host.createSq();
        host.submit(host.io, 2, HandHost.sqe(0x00));
        assertCrashed(host, HostBug.NULL_QUEUE_REGISTERS, "0x0");
    }

    @Test
    void m4ForgetsQueueRegistersThatComeTooEarly() {
        HandHost host = HandHost.of("ans-t8132");
        host.ap.boot();
        host.enable();
        host.nvme.write64(0x1200, host.io.sq);
        host.nvme.write64(0x1208, host.io.cq);
        host.createCq(3);
        host.createSq();
        assertTrue(host.syslog().toString().contains(HostBug.QUEUE_REGISTERS_EARLY.text()));
        assertEquals(0, host.nvme.read64(0x1200));
        host.submit(host.io, 2, HandHost.sqe(0x00));
        assertCrashed(host, HostBug.NULL_QUEUE_REGISTERS, "0x0");
    }

    @Test
    void m4NoticesQueueSizesThatDiffer() {
        HandHost host = HandHost.of("ans-t8132");
        host.ap.boot();
        host.enable();
        host.nvme.write32(0x1210, 0x0040_0040);
        host.createQueues();
        assertComplains(host, HostBug.QUEUE_SIZE_DIFFERS, "0x400040");
    }

    @Test
    void m4DoesNotGoDown() {
        HandHost host = HandHost.of("ans-t8132").start();
        assertEquals(0x002, host.admin(HandHost.sqe(0x09).u32(40, 7)).code(), "no number of queues");
        host.admin(HandHost.sqe(0x00).u32(40, 1));
        assertComplains(host, HostBug.QUEUE_DELETION, "0x1");
        host.ap.send(0, 0x00b0_0000_0000_0010L);
        host.ap.send(0, 0x0060_0000_0000_0001L);
        assertEquals(FirmwareState.CRASHED, host.ap.iop.state());
        assertTrue(host.ap.iop.crashCause().text().contains("shutdown asked for: state=SLEEP"));
        assertFalse(Profile.named("ans-t8132").isResettable());
    }

    @Test
    void theNvmmusRegistersAreInItsOwnWindowOnM4() {
        HandHost host = HandHost.of("ans-t8132").start();
        host.nvme.write32(0x28118, 0);
        host.settle();
        assertComplains(host, HostBug.NVMMU_ELSEWHERE, "0x28118");
    }

    @Test
    void whatOccursOftenIsToldOfSeldom() {
        HandHost host = started();
        host.syslog();
        for (int i = 0; i < 1000; i++) {
            host.nvme.write32(0x1008, 1);
            host.settle();
        }
        assertEquals(10, host.syslog().size(), "at the 1st, 2nd, 4th ... 512th time");
        assertEquals(1000L, host.storage.hostBugs().get(HostBug.WRONG_DOORBELL));
    }
}
