package org.rtkit4j.drivers.smc;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/// Whether and how far the battery is charged, by the keys that this firmware has for it.
///
/// Older firmware stops charging with `CH0C`, that of macOS 15.7 with `CHTE`; `CH0I` has the machine live on its
/// battery although the adapter is there. A limit is a percentage in `CHLS`, or 80 and nothing else with `CHWA`.
/// Source: asahi linux `macsmc-power.c`. Linux and OpenBSD take whatever is near to 80 for 80, or for none; what cannot
/// be had is refused here. Blocks as [Smc] does.
public final class ChargeControl {
    /// The lowest limit that can be set, in percent. Source: asahi linux, CHLS_MIN_END_THRESHOLD.
    public static final int LOWEST_LIMIT = 10;
    /// No limit.
    public static final int FULL = 100;

    private static final SmcKey INHIBIT = SmcKey.of("CHTE");
    private static final SmcKey OLD_INHIBIT = SmcKey.of("CH0C");
    private static final SmcKey DISCHARGE = SmcKey.of("CH0I");
    private static final SmcKey LIMIT = SmcKey.of("CHLS");
    private static final SmcKey FIXED_LIMIT = SmcKey.of("CHWA");
    private static final int FIXED_PERCENT = 80;
    private static final int PERCENT_MASK = 0xff;
    private static final int DOWN_TO_LIMIT = 0x100;

    private final Smc smc;

    /// Makes the control of a controller's battery; nothing is asked yet.
    public ChargeControl(Smc smc) {
        this.smc = smc;
    }

    /// What the charger does.
    public enum Behaviour {
        /// It charges when it should.
        AUTO,
        /// It does not charge; the machine lives on the adapter.
        INHIBIT,
        /// The machine lives on the battery.
        DISCHARGE,
        /// It charges when it should; above the limit the machine lives on the battery until it is reached.
        DISCHARGE_TO_LIMIT
    }

    /// Returns what can be asked for; empty where the firmware has no key for it, as on machines without a battery.
    public Set<Behaviour> supported() throws SmcException, InterruptedException {
        var supported = EnumSet.noneOf(Behaviour.class);
        if (has(INHIBIT) || has(OLD_INHIBIT)) {
            supported.add(Behaviour.INHIBIT);
        }
        if (has(DISCHARGE)) {
            supported.add(Behaviour.DISCHARGE);
        }
        if (has(LIMIT)) {
            supported.add(Behaviour.DISCHARGE_TO_LIMIT);
        }
        if (!supported.isEmpty() || has(FIXED_LIMIT)) {
            supported.add(Behaviour.AUTO);
        }
        return supported;
    }

    /// Returns what the charger does now.
    public Behaviour behaviour() throws SmcException, InterruptedException {
        if ((number(DISCHARGE) & 1) != 0) {
            return Behaviour.DISCHARGE;
        }
        if ((number(has(INHIBIT) ? INHIBIT : OLD_INHIBIT) & 1) != 0) {
            return Behaviour.INHIBIT;
        }
        return (number(LIMIT) & DOWN_TO_LIMIT) != 0 ? Behaviour.DISCHARGE_TO_LIMIT : Behaviour.AUTO;
    }

    /// Has the charger do something else. [Behaviour#AUTO] needs no key: where there is none, nothing hinders it.
    ///
    /// @throws IllegalArgumentException if this firmware cannot; nothing is written
    public void behave(Behaviour wanted) throws SmcException, InterruptedException {
        Set<Behaviour> supported = supported();
        if (wanted != Behaviour.AUTO && !supported.contains(wanted)) {
            throw new IllegalArgumentException(
                    "this firmware has no key for it: behaviour=%s, there are %s".formatted(wanted, supported));
        }
        change(DISCHARGE, _ -> wanted == Behaviour.DISCHARGE ? 1 : 0);
        change(has(INHIBIT) ? INHIBIT : OLD_INHIBIT, _ -> wanted == Behaviour.INHIBIT ? 1 : 0);
        int down = wanted == Behaviour.DISCHARGE_TO_LIMIT ? DOWN_TO_LIMIT : 0;
        change(LIMIT, limit -> (limit & PERCENT_MASK) | down);
    }

    /// Returns at how many percent charging ends, [#FULL] for no limit; empty where none can be set.
    public OptionalInt limit() throws SmcException, InterruptedException {
        if (has(LIMIT)) {
            int percent = (int) number(LIMIT) & PERCENT_MASK;
            return OptionalInt.of(percent >= LOWEST_LIMIT && percent < FULL ? percent : FULL);
        }
        return has(FIXED_LIMIT) ? OptionalInt.of(number(FIXED_LIMIT) != 0 ? FIXED_PERCENT : FULL) : OptionalInt.empty();
    }

    /// Ends charging at so many percent. [#FULL] needs no key: where there is none, nothing is written.
    ///
    /// @param percent [#LOWEST_LIMIT] to [#FULL]; with `CHWA` only 80 and [#FULL]
    /// @throws IllegalArgumentException if it is none, or none that this firmware can have; nothing is written
    public void limit(int percent) throws SmcException, InterruptedException {
        requireLimit(percent);
        if (has(LIMIT)) {
            change(LIMIT, limit -> (limit & DOWN_TO_LIMIT) | (percent == FULL ? 0 : percent));
        } else {
            change(FIXED_LIMIT, _ -> percent == FIXED_PERCENT ? 1 : 0);
        }
    }

    private void requireLimit(int percent) throws SmcException, InterruptedException {
        if (percent < LOWEST_LIMIT || percent > FULL) {
            throw new IllegalArgumentException("not between 10 and 100: limit=" + percent);
        }
        if (percent == FULL || has(LIMIT)) {
            return;
        }
        if (!has(FIXED_LIMIT)) {
            throw new IllegalArgumentException("this firmware has no key for a limit: limit=" + percent);
        }
        if (percent != FIXED_PERCENT) {
            throw new IllegalArgumentException("this firmware can end at 80 percent, or at 100: limit=" + percent);
        }
    }

    private boolean has(SmcKey key) throws SmcException, InterruptedException {
        return smc.has(key);
    }

    // 0 where there is no such key. Bytes count as a little-endian number: some of these keys have the type hex_.
    private long number(SmcKey key) throws SmcException, InterruptedException {
        long number = 0;
        if (has(key)) {
            byte[] bytes = smc.read(key);
            for (int i = Math.min(bytes.length, Long.BYTES) - 1; i >= 0; i--) {
                number = number << Byte.SIZE | (bytes[i] & 0xff);
            }
        }
        return number;
    }

    // In as many bytes as the key has with this firmware. What it holds already is not written: the firmware may have
    // made it read-only.
    private void change(SmcKey key, LongUnaryOperator change) throws SmcException, InterruptedException {
        long before = number(key);
        long number = change.applyAsLong(before);
        if (number != before && has(key)) {
            byte[] bytes = new byte[smc.info(key).sizeBytes()];
            for (int i = 0; i < bytes.length && i < Long.BYTES; i++) {
                bytes[i] = (byte) (number >>> (Byte.SIZE * i));
            }
            smc.write(key, bytes);
        }
    }
}
