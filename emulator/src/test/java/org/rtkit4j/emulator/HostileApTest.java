package org.rtkit4j.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.firmware.Quirk;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.Seeds;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.MailboxRegisters;

/// Whatever an AP does, the machine steps on, without an exception and without growing.
class HostileApTest {
    private static final int ROUNDS = 20_000;

    static List<Long> seeds() {
        return Seeds.fixedAndFresh().boxed().toList();
    }

    private static Profile anyProfile(SplittableRandom random) {
        List<String> names = Profile.names();
        List<MailboxRegisters> layouts = List.of(MailboxRegisters.values());
        List<Quirk> all = List.of(Quirk.values());
        Profile profile = Profile.named(names.get(random.nextInt(names.size())))
                .with("mailbox", layouts.get(random.nextInt(layouts.size())).label())
                .with("mailbox.depth", "" + random.nextInt(1, 16));
        Quirk[] quirks = random.ints(random.nextInt(4), 0, all.size())
                .distinct()
                .mapToObj(all::get)
                .toArray(Quirk[]::new);
        return profile.withQuirks(quirks);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void survivesRandomRegisterAccesses(long seed) {
        var random = new SplittableRandom(seed);
        HandAp ap = random.nextBoolean() ? new HandAp(anyProfile(random)) : booted(random);
        Registers all = ap.emulated.machine().registers(ap.iop.profile().base(), 0xc000);
        for (int round = 0; round < ROUNDS; round++) {
            access(random, all);
            if (random.nextInt(8) == 0) {
                ap.clock.advance(random.nextInt(1_000_000));
            }
            if (random.nextInt(2000) == 0) {
                ap.iop.reset();
            }
            ap.emulated.machine().step();
        }
        ap.settle();
        assertAlive(ap);
    }

    private static HandAp booted(SplittableRandom random) {
        HandAp ap = HandAp.of(Profile.names().get(random.nextInt(Profile.names().size())));
        ap.boot();
        return ap;
    }

    private static void access(SplittableRandom random, Registers all) {
        long[] interesting = {0x44, 0x48, 0x8048, 0x804c, 0x8050, 0x8080, 0x8108, 0x8110, 0x8114, 0x8800, 0x8808, 0x8830
        };
        long offset = random.nextInt(4) == 0
                ? random.nextInt(0xc000 / 8) * 8L
                : interesting[random.nextInt(interesting.length)];
        switch (random.nextInt(4)) {
            case 0 -> all.read32(offset);
            case 1 -> all.read64(offset & -8);
            case 2 -> all.write32(offset, random.nextInt());
            default -> all.write64(offset & -8, random.nextLong());
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void survivesRandomMessages(long seed) {
        var random = new SplittableRandom(seed);
        var ap = new HandAp(anyProfile(random));
        ap.iop.cpu().write32(0x44, 0x10);
        for (int round = 0; round < ROUNDS; round++) {
            if (random.nextInt(500) == 0) {
                ap.iop.reset();
                ap.iop.cpu().write32(0x44, 0x10);
            }
            if (!ap.isEmpty() && random.nextInt(3) != 0) {
                ap.receive();
            }
            sendUnchecked(ap, message(random), endpoint(random));
            if (random.nextInt(16) == 0) {
                ap.clock.advance(random.nextInt(30_000_000));
            }
            ap.settle();
        }
        assertAlive(ap);
    }

    private static int endpoint(SplittableRandom random) {
        int[] likely = {0, 0, 0, 1, 2, 3, 4, 8, 0x20};
        return random.nextInt(10) == 0 ? random.nextInt() : likely[random.nextInt(likely.length)];
    }

    // Mostly messages of known types, with little in them, so that the firmware gets somewhere.
    private static long message(SplittableRandom random) {
        long[] bodies = {0, 1, 2, 0x10, 0x20, 0x220, 0x201, 0x000c_000c, 0x0008_0000_0000_0000L, 0x10_0000_0000_0002L};
        long body = switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> (long) random.nextInt(256) << 32 | 2;
            default -> bodies[random.nextInt(bodies.length)];
        };
        return (body & 0xf00f_ffff_ffff_ffffL) | (long) random.nextInt(16) << 52;
    }

    private static void sendUnchecked(HandAp ap, long msg0, int endpoint) {
        int send = ap.iop.layout().a2iSend();
        ap.registers().write64(send, msg0);
        ap.registers().write64(send + 8, endpoint);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void staysBoundedWhereTheApNeverReads(long seed) {
        var random = new SplittableRandom(seed);
        var ap = new HandAp(Profile.named("generic"));
        ap.boot();
        ap.send(0, 0x0050_0020_0000_0002L);
        for (int round = 0; round < ROUNDS; round++) {
            sendUnchecked(ap, random.nextLong(), 0x20);
            ap.settle();
        }
        assertEquals(1 << 16, ap.registers().read32(0x110) & 1 << 16, "it takes no more than it can answer");
        assertEquals(15 << 20, ap.registers().read32(0x114) & 15 << 20);
        int answers = 0;
        while (!ap.isEmpty()) {
            ap.receive();
            answers++;
        }
        // What FIFOs and outbox hold; the rest was dropped behind the full FIFO.
        assertEquals(1024 + 64 + 15, answers);
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
    }

    private static void assertAlive(HandAp ap) {
        ap.iop.reset();
        ap.settle();
        if (ap.iop.layout().enablesReceive()) {
            ap.registers().write32(0x114, 1);
        }
        ap.run();
        if (ap.iop.state() == FirmwareState.WAITING) {
            ap.send(0, HandAp.SET_IOP_INIT);
        }
        assertFalse(ap.isEmpty(), "it says HELLO after a reset");
    }
}
