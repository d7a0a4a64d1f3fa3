package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.BitSet;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.smc.Battery;
import org.rtkit4j.drivers.smc.Sensors;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcException;
import org.rtkit4j.drivers.smc.SmcKey;
import org.rtkit4j.drivers.smc.SmcOptions;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;

/// A hostile controller: any answers, any contents of shared memory. The driver ends each call with a value or an
/// [SmcException], in bounded time, and gives its memory back.
class SmcFuzzTest {
    private static final long SRAM = 0x2_3fe0_0000L;
    private static final int MOST_IDLES = 2_000_000;

    @FuzzTest
    void survivesAnyController(FuzzedDataProvider data) throws Exception {
        new Run(data).play();
    }

    private static final class Run {
        private final FakeMailbox mailbox = new FakeMailbox(15);
        private final FakeMemory memory = new FakeMemory(SRAM, 0x10_0000);
        private final ManualClock clock = new ManualClock();
        private final FuzzedDataProvider data;
        private final PolledIop iop;
        private long shared = SRAM;
        private int idles;

        Run(FuzzedDataProvider data) throws Exception {
            this.data = data;
            iop = new PolledIop(
                    IopProfile.named("smc"),
                    new Platform(mailbox, null, memory),
                    SessionListener.NONE,
                    clock,
                    this::firmware);
            var announced = new BitSet();
            announced.set(0x20);
            iop.adopt(12, announced);
        }

        void play() throws Exception {
            try (Smc smc = Smc.open(iop, memory, SmcOptions.DEFAULT.with(clock))) {
                while (data.remainingBytes() > 0) {
                    act(smc);
                }
            } catch (SmcException _) {
                // The controller did not even name its memory.
            }
            iop.reinit();
            assertEquals(0, memory.openBuffers());
        }

        private void act(Smc smc) throws InterruptedException {
            SmcKey key = new SmcKey(data.consumeInt());
            try {
                switch (data.consumeInt(0, 6)) {
                    case 0 -> smc.value(key);
                    case 1 -> smc.keys(data.consumeBoolean() ? "gP" : "");
                    case 2 -> smc.write(key, data.consumeBytes(data.consumeInt(0, 255)));
                    case 3 -> smc.readWrite(key, new byte[4], data.consumeInt(0, 255));
                    case 4 -> Battery.read(smc);
                    case 5 -> Sensors.find(smc);
                    default -> smc.clock().ticks();
                }
            } catch (SmcException _) {
                // What it ends with.
            }
        }

        // Answers what was asked, more or less; once the data has run out, says nothing.
        private void firmware() {
            assertTrue(idles++ < MOST_IDLES, "no end");
            clock.advance(1_000_000);
            String heard = mailbox.heard();
            if (heard.isEmpty() || data.remainingBytes() == 0) {
                return;
            }
            if (memory.isOpenAt(shared)) {
                byte[] bytes = data.consumeBytes(data.consumeInt(0, 8));
                System.arraycopy(bytes, 0, memory.bytesAt(shared), 0, bytes.length);
            }
            answer(Long.parseUnsignedLong(heard.substring(3), 16));
        }

        private void answer(long command) {
            if ((command & 0xff) == 0x17) {
                shared = data.consumeBoolean() ? SRAM : data.consumeLong();
                mailbox.say(0x20, shared);
                return;
            }
            long id = data.consumeInt(0, 7) == 0 ? data.consumeLong(0, 15) : (command >>> 12) & 0xf;
            long result = data.consumeInt(0, 3) == 0 ? data.consumeLong(0, 255) : 0;
            long size = data.consumeInt(0, 3) == 0 ? data.consumeLong(0, 255) : (command >>> 16) & 0xff;
            mailbox.say(0x20, (long) data.consumeInt() << 32 | size << 16 | id << 12 | result);
        }
    }
}
