package org.rtkit4j.app.emulate;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.app.via.EmulatorRecording;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.record.CaptureRecorder;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.MailboxControl;

/// A host that says anything to a recorded co-processor, with addresses and sizes of its own: nothing is thrown, and
/// what was said can be read.
class HostileCaptureTest {
    private static final String SEEDS = "org.rtkit4j.testkit.Seeds#fixedAndFresh";
    private static final int ROUNDS = 3_000;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed={0}")
    @MethodSource(SEEDS)
    void recordsWhateverAHostSays(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        for (String name : Profile.names()) {
            recordsWhatever(random, name);
        }
    }

    private void recordsWhatever(SplittableRandom random, String name) throws Exception {
        Profile profile = Profile.named(name);
        var clock = new ManualClock();
        EmulatedMachine machine = EmulatedMachine.with(profile).clock(clock).build();
        Path file = folder.resolve(name + ".pcapng");
        var recorder = new CaptureRecorder(CaptureWriter.create(file), System::nanoTime, 0);
        long heard;
        try (var recording = new EmulatorRecording(recorder, true)) {
            recording.add(name, profile);
            recording.follow(machine.coprocessors());
            heard = talk(random, machine, clock);
        }
        long read = 0;
        try (CaptureFile capture = CaptureFile.open(file)) {
            CaptureCursor cursor = capture.cursor();
            while (cursor.next()) {
                read++;
            }
            assertNull(cursor.problem());
        }
        assertTrue(read >= heard, read + " packets of " + heard + " messages");
    }

    // Returns how many messages the AP has taken.
    private static long talk(SplittableRandom random, EmulatedMachine machine, ManualClock clock) {
        Coprocessor iop = machine.coprocessor();
        Registers registers = iop.registers();
        iop.cpu().write32(0x44, 0x10);
        long taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            machine.machine().runUntilIdle();
            boolean isEmpty =
                    MailboxControl.EMPTY.get(registers.read32(iop.layout().i2aControl())) != 0;
            if (!isEmpty) {
                registers.read64(iop.layout().i2aReceive());
                taken++;
            }
            registers.write64(iop.layout().a2iSend(), message(random));
            registers.write64(iop.layout().a2iSend() + 8, endpoint(random));
            clock.advance(random.nextInt(2_000_000));
            if (random.nextInt(400) == 0) {
                iop.reset();
                iop.cpu().write32(0x44, 0x10);
            }
        }
        assertTrue(taken > 0, "nothing was said");
        return taken;
    }

    private static int endpoint(SplittableRandom random) {
        int[] likely = {0, 0, 1, 2, 4, 8, 0x20, 0x20};
        return random.nextInt(20) == 0 ? random.nextInt(256) : likely[random.nextInt(likely.length)];
    }

    // Types that the endpoints know, with fields that nobody would choose.
    private static long message(SplittableRandom random) {
        long[] starts = {
            0x0020_0000_000c_000cL, 0x0080_0000_0000_0001L, 0x0088_0001_0000_0000L, 0x0050_0001_0000_0002L,
            0x0050_0002_0000_0002L, 0x0050_0020_0000_0002L, 0x0060_0000_0000_0020L, 0x00b0_0000_0000_0020L
        };
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> ((random.nextLong(2) * 7 + 1) << 52) | (random.nextLong() >>> 12);
            case 2 -> (random.nextLong() & ~0xffL) | random.nextInt(0x10, 0x20);
            default -> starts[random.nextInt(starts.length)];
        };
    }
}
