package org.rtkit4j.drivers.smc;

import java.time.Instant;

/// The clock that runs while the machine is off: a counter of 48 bits at 32768 Hz.
///
/// The time of day is the counter and an offset that the machine keeps elsewhere, in the power controller's memory.
/// Setting the clock sets the offset and never the counter. Source: asahi linux `rtc-macsmc.c`.
public final class SmcClock {
    private static final SmcKey COUNTER = SmcKey.of("CLKM");
    private static final int COUNTER_BYTES = 6;
    private static final int UNUSED_BITS = 16;
    private static final int TICK_BITS = 15;
    private static final long TICK_MASK = (1L << TICK_BITS) - 1;
    private static final long NANOS = 1_000_000_000L;

    private final Smc smc;

    SmcClock(Smc smc) {
        this.smc = smc;
    }

    /// Returns the counter, sign-extended from 48 bits.
    public long ticks() throws SmcException, InterruptedException {
        byte[] bytes = smc.read(COUNTER, COUNTER_BYTES);
        if (bytes.length != COUNTER_BYTES) {
            throw new SmcException(new SmcFault.Malformed("read CLKM", "size=" + bytes.length));
        }
        long ticks = 0;
        for (int i = COUNTER_BYTES - 1; i >= 0; i--) {
            ticks = ticks << 8 | (bytes[i] & 0xff);
        }
        return ticks << UNUSED_BITS >> UNUSED_BITS;
    }

    /// Returns the time of day.
    ///
    /// @param offsetTicks what the machine keeps as the clock's offset, in ticks
    public Instant now(long offsetTicks) throws SmcException, InterruptedException {
        return instantOf(ticks() + (offsetTicks << UNUSED_BITS >> UNUSED_BITS));
    }

    /// Returns the offset to be kept so that the clock says `time` now.
    public long offsetFor(Instant time) throws SmcException, InterruptedException {
        long wanted = (time.getEpochSecond() << TICK_BITS) + (long) time.getNano() * (TICK_MASK + 1) / NANOS;
        return wanted - ticks();
    }

    static Instant instantOf(long ticks) {
        return Instant.ofEpochSecond(ticks >> TICK_BITS, ((ticks & TICK_MASK) * NANOS) >> TICK_BITS);
    }
}
