package org.rtkit4j.app.emulate;

import java.util.Arrays;
import java.util.List;
import org.rtkit4j.wire.port.Registers;

/// The power manager's registers: one of 8 bytes for each domain, which is at once in the state that is asked for.
///
/// Bits 3:0 ask for a state, 7:4 tell it, bit 31 holds the domain in reset. Source: m1n1 `src/pmgr.c`.
final class PowerStates implements Registers {
    static final int BYTES_EACH = 8;

    private static final int TARGET = 0xf;
    private static final int ACTUAL_SHIFT = 4;
    private static final int RESET = 1 << 31;
    private static final int ON = 0xff;

    private final int[] words;
    private final List<Runnable> resets;

    /// @param resets what the reset of each domain does, in the order of their registers
    PowerStates(List<Runnable> resets) {
        this.resets = List.copyOf(resets);
        words = new int[resets.size()];
        Arrays.fill(words, ON);
    }

    @Override
    public synchronized int read32(long offset) {
        long domain = offset / BYTES_EACH;
        return offset % BYTES_EACH == 0 && domain < words.length ? words[(int) domain] : 0;
    }

    @Override
    public long read64(long offset) {
        return Integer.toUnsignedLong(read32(offset));
    }

    @Override
    public void write32(long offset, int value) {
        long domain = offset / BYTES_EACH;
        if (offset % BYTES_EACH == 0 && domain < words.length && changes((int) domain, value)) {
            resets.get((int) domain).run();
        }
    }

    @Override
    public void write64(long offset, long value) {
        write32(offset, (int) value);
    }

    // Returns whether the domain goes into reset.
    private synchronized boolean changes(int domain, int value) {
        boolean resets = (value & RESET) != 0 && (words[domain] & RESET) == 0;
        words[domain] = (value & ~(TARGET << ACTUAL_SHIFT)) | (value & TARGET) << ACTUAL_SHIFT;
        return resets;
    }
}
