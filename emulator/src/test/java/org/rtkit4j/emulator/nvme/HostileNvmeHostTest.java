package org.rtkit4j.emulator.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.Seeds;
import org.rtkit4j.wire.port.Registers;

/// Whatever a host writes to registers and queues: no exception, no access outside the machine's memory, nothing
/// written where no command pointed, and a reset brings the controller back.
class HostileNvmeHostTest {
    private static final int ROUNDS = 4_000;
    private static final long[] REGISTERS = {
        0x00, 0x14, 0x1c, 0x24, 0x28, 0x2c, 0x30, 0x34, 0x1000, 0x1004, 0x1008, 0x100c, 0x1200, 0x1204, 0x1208, 0x120c,
        0x1210, 0x1300, 0x24008, 0x24908, 0x2490c, 0x24910, 0x28100, 0x28108, 0x2810c, 0x28110, 0x28118, 0x28120
    };

    private SplittableRandom random;
    private HandHost host;
    private long target;

    static List<Long> seeds() {
        return Seeds.fixedAndFresh().boxed().toList();
    }

    private void begin(long seed) {
        random = new SplittableRandom(seed);
        String[] chips = {"ans", "ans-t8015", "ans-t8132"};
        host = new HandHost(Profile.named(chips[random.nextInt(3)])
                        .with("nvme.blocks", "512")
                        .with("nvme.transfer", "5")
                        .with(
                                "nvme.faults",
                                random.nextBoolean() ? "" : "slow 1/10 1ms, stuck 1/50, lost-interrupt 1/5")
                        .with("nvme.seed", "" + seed))
                .start();
        target = host.pages(64);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void survivesAnyWriteToRegisters(long seed) {
        begin(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Registers window = random.nextInt(4) == 0 ? host.nvmmu : host.nvme;
            long offset = random.nextInt(4) == 0
                    ? random.nextInt(0x40000 / 8) * 8L
                    : REGISTERS[random.nextInt(REGISTERS.length)];
            switch (random.nextInt(5)) {
                case 0 -> window.read32(offset);
                case 1 -> window.read64(offset & -8);
                case 2 -> window.write64(offset & -8, address());
                default -> window.write32(offset, word());
            }
            between();
        }
        assertComesBack();
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void survivesAnyContentOfQueues(long seed) {
        begin(seed);
        byte[] canary = new byte[0x8000];
        random.nextBytes(canary);
        long guarded = host.pages(8);
        host.memory(guarded, canary);
        for (int round = 0; round < ROUNDS; round++) {
            HandHost.Queue queue = random.nextInt(3) == 0 ? host.admin : host.io;
            int tag = host.isLinear ? random.nextInt(64) : random.nextInt(16);
            HandHost.Entry sqe = entry(queue);
            host.place(queue, tag, sqe, host.isLinear ? tcb(tag, sqe) : null);
            host.ring(queue, tag);
            between();
            drain(queue);
            if (host.ap.iop.state() != FirmwareState.RUNNING) {
                host.restart();
            }
        }
        assertArrayEquals(canary, host.memory(guarded, canary.length), "memory that no command named");
        assertComesBack();
    }

    private void between() {
        host.machine.step();
        host.ap.clock.advance(random.nextInt(300_000));
        if (random.nextInt(16) == 0) {
            host.settle();
            host.ap.serve();
        }
        if (random.nextInt(500) == 0) {
            host.restart();
        }
    }

    // Most answers are taken in good order, so that the host gets somewhere.
    private void drain(HandHost.Queue queue) {
        while (host.ap.iop.state() == FirmwareState.RUNNING && host.hasAnswer(queue)) {
            HandHost.Answer answer = host.take(queue);
            if (random.nextInt(20) != 0) {
                host.nvmmu.write32(0x28118, answer.cid());
            }
            host.nvme.write32(0x1004 + 8 * queue.number, random.nextInt(50) == 0 ? word() : queue.head);
        }
    }

    private HandHost.Entry entry(HandHost.Queue queue) {
        int[] admin = {0x00, 0x01, 0x02, 0x04, 0x05, 0x06, 0x09, 0x0a, 0xd8};
        int[] io = {0x00, 0x01, 0x02, 0x08, 0x09};
        int[] opcodes = queue == host.admin ? admin : io;
        HandHost.Entry sqe =
                HandHost.sqe(random.nextInt(20) == 0 ? random.nextInt(256) : opcodes[random.nextInt(opcodes.length)]);
        sqe.u32(4, random.nextInt(10) == 0 ? word() : 1).u64(24, address()).u64(32, address());
        for (int at = 40; at < 64; at += 4) {
            sqe.u32(at, word());
        }
        if (random.nextInt(10) == 0) {
            sqe.u8(1, random.nextInt(256));
        }
        return sqe;
    }

    private HandHost.Entry tcb(int tag, HandHost.Entry sqe) {
        HandHost.Entry tcb = HandHost.tcb(tag, sqe);
        return random.nextInt(10) == 0 ? tcb.u8(random.nextInt(48), random.nextInt(256)) : tcb;
    }

    private int word() {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt();
            case 1 -> 1 << random.nextInt(32);
            case 2 -> random.nextInt() << 16 | random.nextInt(64);
            default -> random.nextInt(64);
        };
    }

    // Pages of the target, mostly; the others are where no memory is, or at its very end.
    private long address() {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextLong() | 1L << 62;
            case 1 -> Machine.RAM_BASE + Machine.RAM_BYTES - random.nextInt(3) * 0x1000L;
            case 2 -> random.nextInt(0x10000);
            case 3 -> target + random.nextInt(0x40000);
            default -> target + random.nextInt(63) * 0x1000L;
        };
    }

    private void assertComesBack() {
        host.settle();
        host.storage.clearFaults();
        host.restart();
        assertEquals(0, host.writeBlock(1, 0x42).code());
        assertEquals(0x42, host.readBlock(1));
        assertEquals(0, host.flush());
    }
}
