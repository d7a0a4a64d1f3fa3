package org.rtkit4j.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.firmware.EchoEndpoint;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.wire.port.Registers;

/// A machine with a thread of its own, and many co-processors in one machine.
class RealTimeTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    @Test
    void echoesThroughInterruptsWhileItRunsOnItsOwnThread() throws InterruptedException {
        EmulatedMachine emulated = EmulatedMachine.with(
                        Profile.named("generic").with("mailbox.depth", "2").with("delay.grace.us", "0"))
                .build();
        Coprocessor iop = emulated.coprocessor();
        Registers mailbox = iop.registers();
        try (var runner = MachineRunner.start(emulated.machine())) {
            iop.cpu().write32(0x44, 0x10);
            assertEquals(HandAp.HELLO_11_12, receive(iop, mailbox), runner::toString);
            send(iop, mailbox, 0, HandAp.ACK_12);
            receive(iop, mailbox);
            send(iop, mailbox, 0, 0x0080_0000_0000_0001L);
            receive(iop, mailbox);
            send(iop, mailbox, 0, 0x0088_0001_0000_0000L);
            assertEquals(HandAp.IOP_ON, receive(iop, mailbox));
            send(iop, mailbox, 0, 0x0050_0020_0000_0002L);
            for (long number = 0; number < 2000; number++) {
                send(iop, mailbox, 0x20, number);
                send(iop, mailbox, 0x20, ~number);
                assertEquals(number, receive(iop, mailbox));
                assertEquals(~number, receive(iop, mailbox));
            }
        }
    }

    private static void send(Coprocessor iop, Registers mailbox, int endpoint, long msg0) throws InterruptedException {
        if ((mailbox.read32(0x110) & 1 << 16) != 0) {
            assertTrue(iop.sendEmpty().await(MINUTE));
        }
        mailbox.write64(0x800, msg0);
        mailbox.write64(0x808, endpoint);
    }

    private static long receive(Coprocessor iop, Registers mailbox) throws InterruptedException {
        assertTrue(iop.receiveNotEmpty().await(MINUTE));
        long msg0 = mailbox.read64(0x830);
        mailbox.read64(0x838);
        return msg0;
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void standsSeveralThreadsAtItsRegisters(long seed) throws InterruptedException {
        EmulatedMachine emulated = EmulatedMachine.with(Profile.named("generic").with("mailbox", "m3-v2"))
                .and(Profile.named("ans"))
                .build();
        var stopped = new AtomicInteger();
        try (var runner = MachineRunner.start(emulated.machine())) {
            List<Thread> threads = new ArrayList<>();
            for (Coprocessor iop : List.of(
                    emulated.coprocessors().get(0),
                    emulated.coprocessors().get(1),
                    emulated.coprocessors().get(0))) {
                threads.add(Thread.ofPlatform().start(() -> {
                    hammer(iop, new SplittableRandom(seed + stopped.get()));
                    stopped.incrementAndGet();
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(3, stopped.get(), runner::toString);
        }
    }

    private static void hammer(Coprocessor iop, SplittableRandom random) {
        Registers mailbox = iop.registers();
        int send = iop.layout().a2iSend();
        for (int round = 0; round < 3000; round++) {
            iop.cpu().write32(0x44, random.nextInt(16) == 0 ? 0 : 0x10);
            mailbox.write64(send, (long) random.nextInt(16) << 52 | random.nextInt(0x30));
            mailbox.write64(send + 8, random.nextInt(9));
            mailbox.read64(iop.layout().i2aReceive());
            iop.receiveNotEmpty().arm(() -> mailbox.read32(iop.layout().i2aControl()));
            if (random.nextInt(50) == 0) {
                iop.reset();
            }
        }
    }

    @Test
    void echoesWithoutAllocating() {
        HandAp ap = HandAp.of("generic");
        ap.boot();
        ap.send(0, 0x0050_0020_0000_0002L);
        Registers mailbox = ap.registers();
        Machine machine = ap.emulated.machine();
        long bytes = AllocationProbe.leastBytes(() -> {
            for (long number = 0; number < 10_000; number++) {
                mailbox.write64(0x800, number);
                mailbox.write64(0x808, 0x20);
                machine.runUntilIdle();
                if (mailbox.read64(0x830) != number || (mailbox.read64(0x838) & 0xff) != 0x20) {
                    throw new AssertionError(number);
                }
            }
        });
        assertEquals(0, bytes);
    }

    @Test
    void putsManyCoprocessorsIntoOneMachine() {
        var machine = new Machine(() -> 0);
        List<Coprocessor> all = new ArrayList<>();
        Profile generic = Profile.named("generic");
        for (int number = 0; number < 200; number++) {
            Profile profile = generic.at(0x10_0000_0000L + number * 0x1_0000L);
            all.add(Coprocessor.attach(machine, profile, Map.of(0x20, EchoEndpoint::new)));
        }
        all.forEach(iop -> iop.cpu().write32(0x44, 0x10));
        machine.runUntilIdle();
        for (Coprocessor iop : all) {
            assertEquals(FirmwareState.BOOTING, iop.state());
            assertEquals(HandAp.HELLO_11_12, iop.registers().read64(0x830));
        }
    }
}
