package org.rtkit4j.core.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.MailboxRegisters;

/// Offsets written by hand from the reference's table.
class RegisterMailboxTest {
    private static final int FULL = 1 << 16;
    private static final int EMPTY = 1 << 17;

    private final RecordedRegisters registers = new RecordedRegisters();

    @ParameterizedTest
    @CsvSource({"ASC_V4, 0x110, 0x800", "T8015, 0x108, 0x800", "M3_V2, 0x50, 0x60", "T6030, 0x110, 0x800"})
    void sendsTheMessageThenTheEndpoint(MailboxRegisters layout, String control, String send) {
        var mailbox = mailbox(layout);
        long base = Long.decode(send);
        assertTrue(mailbox.offer(0x1122_3344_5566_7788L, 0x20));
        assertEquals(
                List.of(
                        "read32 " + control,
                        "write64 %s 1122334455667788".formatted(send),
                        "write64 0x%x 20".formatted(base + 8)),
                registers.log);
    }

    @ParameterizedTest
    @CsvSource({"ASC_V4, 0x110", "T8015, 0x108", "M3_V2, 0x50", "T6030, 0x110"})
    void sendsNothingWhileTheFifoIsFull(MailboxRegisters layout, String control) {
        var mailbox = mailbox(layout);
        registers.values.put(Long.decode(control), (long) FULL);
        assertFalse(mailbox.offer(1, 2));
        assertEquals(List.of("read32 " + control), registers.log);
    }

    @ParameterizedTest
    @CsvSource({"ASC_V4, 0x114, 0x830", "T8015, 0x10c, 0x830", "M3_V2, 0x80, 0xa0", "T6030, 0x114, 0x830"})
    void receivesTheMessageThenTheEndpoint(MailboxRegisters layout, String control, String receive) {
        var mailbox = mailbox(layout);
        long base = Long.decode(receive);
        registers.values.put(base, 77L);
        registers.values.put(base + 8, 0x0010_0100_0000_0037L);
        var got = new ArrayList<Long>();
        assertTrue(mailbox.poll((msg0, msg1) -> {
            got.add(msg0);
            got.add(msg1);
        }));
        assertEquals(List.of(77L, 0x0010_0100_0000_0037L), got);
        assertEquals(
                List.of("read32 " + control, "read64 " + receive, "read64 0x%x".formatted(base + 8)), registers.log);
    }

    @Test
    void neverReadsAnEmptyFifo() {
        var mailbox = mailbox(MailboxRegisters.ASC_V4);
        registers.values.put(0x114L, (long) EMPTY);
        assertFalse(mailbox.poll((_, _) -> {}));
        assertEquals(List.of("read32 0x114"), registers.log);
    }

    @Test
    void enablesReceptionWhereTheMailboxStartsDisabled() {
        registers.values.put(0x114L, 0x20000L);
        newMailbox(MailboxRegisters.T6030);
        assertEquals(List.of("read32 0x114", "write32 0x114 20001"), registers.log);
    }

    @Test
    void enablesAndAcknowledgesTheInterruptsOfAnM3Mailbox() {
        var mailbox = newMailbox(MailboxRegisters.M3_V2);
        assertEquals(List.of("write32 0x48 9"), registers.log);
        registers.log.clear();
        mailbox.receiveNotEmpty().arm(() -> {});
        mailbox.sendEmpty().arm(() -> {});
        assertEquals(List.of("write32 0x4c 8", "write32 0x4c 1"), registers.log);
    }

    @Test
    void readsTheConditionOfALineFromTheFifo() {
        var mailbox = mailbox(MailboxRegisters.ASC_V4);
        registers.values.put(0x110L, (long) EMPTY);
        assertTrue(mailbox.sendEmpty().isAsserted());
        assertTrue(mailbox.receiveNotEmpty().isAsserted());
        registers.values.put(0x114L, (long) EMPTY);
        assertFalse(mailbox.receiveNotEmpty().isAsserted());
    }

    @Test
    void aLineFiresWhereItIsArmedAndNotDisarmed() {
        var lines = new FakeMailbox(1);
        var mailbox =
                new RegisterMailbox(registers, MailboxRegisters.ASC_V4, lines.receiveNotEmpty(), lines.sendEmpty());
        var fired = new ArrayList<String>();
        mailbox.receiveNotEmpty().arm(() -> fired.add("armed"));
        lines.say(0x20, 1);
        assertEquals(List.of("armed"), fired);
        lines.poll((_, _) -> {});
        mailbox.receiveNotEmpty().arm(() -> fired.add("disarmed"));
        mailbox.receiveNotEmpty().disarm();
        lines.say(0x20, 2);
        assertEquals(List.of("armed"), fired);
    }

    @Test
    void allocatesNothingPerMessage() {
        Registers zeroes = new Registers() {
            @Override
            public int read32(long offset) {
                return 0;
            }

            @Override
            public long read64(long offset) {
                return offset;
            }

            @Override
            public void write32(long offset, int value) {}

            @Override
            public void write64(long offset, long value) {}
        };
        var lines = new FakeMailbox(1);
        var mailbox = new RegisterMailbox(zeroes, MailboxRegisters.ASC_V4, lines.receiveNotEmpty(), lines.sendEmpty());
        long[] sum = new long[1];
        Mailbox.Receiver receiver = (msg0, msg1) -> sum[0] += msg0 + msg1;
        assertEquals(0, AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < 100_000; i++) {
                mailbox.offer(i, 0x20);
                mailbox.poll(receiver);
            }
        }));
    }

    private RegisterMailbox mailbox(MailboxRegisters layout) {
        var mailbox = newMailbox(layout);
        registers.log.clear();
        return mailbox;
    }

    private RegisterMailbox newMailbox(MailboxRegisters layout) {
        var lines = new FakeMailbox(1);
        return new RegisterMailbox(registers, layout, lines.receiveNotEmpty(), lines.sendEmpty());
    }
}
