package org.rtkit4j.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.emulator.profile.Profile;

/// An endpoint of somebody else's, plugged into the firmware.
class EndpointPlugTest {
    /// Adds one to each byte at the address that it is sent, 5 ms later, and counts its starts.
    private static final class Incrementer implements FirmwareEndpoint {
        private final int endpoint;
        private final Kernel kernel;
        private long starts;

        Incrementer(int endpoint, Kernel kernel) {
            this.endpoint = endpoint;
            this.kernel = kernel;
        }

        @Override
        public void onStart() {
            kernel.send(endpoint, ++starts);
        }

        @Override
        public void onStop() {
            kernel.log("increment", "stopped");
        }

        @Override
        public void onMessage(long msg0) {
            if (msg0 < 0) {
                kernel.crash(new CrashCause.FailedAssert("increment.c", 12, "address >= 0"));
                return;
            }
            kernel.after(5_000_000, () -> {
                byte[] bytes = new byte[4];
                kernel.memory().load(msg0, bytes, 0, 4);
                for (int i = 0; i < 4; i++) {
                    bytes[i]++;
                }
                kernel.memory().store(msg0, bytes, 0, 4);
                kernel.send(endpoint, kernel.nowNanos());
            });
        }
    }

    private final HandAp ap =
            new HandAp(EmulatedMachine.with(Profile.named("generic")).endpoint(0x22, Incrementer::new));

    private void start() {
        ap.boot();
        ap.send(0, 0x0050_0022_0000_0002L);
    }

    @Test
    void isAnnouncedStartedAndServed() {
        start();
        ap.expect(0x22, 1);
        long iova = ap.allocate(0x1000);
        ap.bufferAt(iova).write(0, new byte[] {1, 2, 3, (byte) 0xff}, 0, 4);
        ap.send(0x22, iova);
        ap.expectSilence();
        ap.waitUntilDue();
        ap.expect(0x22, 5_000_000);
        byte[] bytes = new byte[4];
        ap.bufferAt(iova).read(0, bytes, 0, 4);
        assertEquals("[2, 3, 4, 0]", Arrays.toString(bytes));
        ap.send(0, 0x0050_0022_0000_0001L);
        ap.expect(2, 0x0050_0000_0000_0002L);
        ap.send(0, 0x0050_0022_0000_0002L);
        ap.expect(0x22, 2);
    }

    @Test
    void isMadeAnewForEachStartOfTheFirmware() {
        start();
        ap.expect(0x22, 1);
        ap.send(0, 0x0060_0000_0000_0001L);
        ap.serve();
        start();
        ap.expect(0x22, 1);
    }

    @Test
    void crashesTheFirmwareWithAnAccessToWhatItWasNotGiven() {
        start();
        ap.serve();
        ap.send(0x22, 0xdead_0000L);
        ap.waitUntilDue();
        assertEquals(FirmwareState.CRASHED, ap.iop.state());
        CrashCause.DataAbort abort = assertInstanceOf(CrashCause.DataAbort.class, ap.iop.crashCause());
        assertEquals(0xdead_0000L, abort.address());
        assertFalse(abort.isWrite());
        ap.expect(1, 0x0010_4000_1000_0000L);
        ap.expectSilence();
    }

    @Test
    void crashesTheFirmwareByItself() {
        start();
        ap.serve();
        ap.send(0x22, -1);
        ap.expect(1, 0x0010_4000_1000_0000L);
        ap.send(0x22, 0);
        ap.expectSilence();
        assertEquals(Long.MAX_VALUE, ap.emulated.machine().nextDueNanos());
    }

    @Test
    void interruptHandlersRunWhileNoLockIsHeld() throws InterruptedException {
        Thread resetter = Thread.ofPlatform().unstarted(ap.iop::reset);
        ap.iop.receiveNotEmpty().arm(() -> joinPatiently(resetter));
        ap.run();
        resetter.join();
        assertEquals(FirmwareState.STOPPED, ap.iop.state());
    }

    private static void joinPatiently(Thread thread) {
        thread.start();
        try {
            assertTrue(thread.join(Duration.ofMinutes(1)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
