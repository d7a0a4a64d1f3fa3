package org.rtkit4j.wire.message;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.FieldType;

/// The power states that `SET_IOP_PWR` and `SET_AP_PWR` ask for.
///
/// AP and IOP each have one. A raw code that is not listed is kept as a number by whoever reads it; nothing maps it
/// to a neighbour. Source: linux `rtkit.c` and `include/linux/soc/apple/rtkit.h`; m1n1 `src/rtkit.c`.
public enum PowerState {
    /// Full off; it cannot be brought back without a reset of the whole chip.
    OFF(0x000),
    /// Low power; needs a reset or start of its CPU to come back. What a shutdown asks the IOP for.
    SLEEP(0x001),
    /// Running but silent; can be woken.
    QUIESCED(0x010),
    /// Running.
    ON(0x020),
    /// Sleeping with its state retained.
    IDLE(0x201),
    /// The wake request: start, then report [#ON].
    INIT(0x220);

    /// How a field holding a power state is printed.
    public static final FieldType TYPE = new FieldType("power state", value -> describe((int) value));

    private final int code;

    PowerState(int code) {
        this.code = code;
    }

    /// Returns the value on the wire.
    public int code() {
        return code;
    }

    /// Returns the state with this code, or null.
    public static @Nullable PowerState of(int code) {
        for (PowerState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        return null;
    }

    /// Returns whether a code means "running": its low byte is that of [#ON], so that `INIT` counts too.
    ///
    /// Source: linux `apple_rtkit_is_running` compares the low byte; m1n1 compares the whole value with 0x20.
    public static boolean isOn(int code) {
        return (code & 0xff) == ON.code;
    }

    /// Returns `ON`, or the number where the code has no name.
    public static String describe(int code) {
        PowerState state = of(code);
        return state == null ? "0x" + Integer.toHexString(code) : state.name();
    }
}
