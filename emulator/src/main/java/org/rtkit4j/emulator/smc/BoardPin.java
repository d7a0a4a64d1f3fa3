package org.rtkit4j.emulator.smc;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.smc.KeyEntry.PinKind;

/// One pin behind a key `gPxx`: commands in bits 31:24, a value below.
///
/// Source: asahi linux `gpio-macsmc.c`; the meaning of a plain write with bit 23 is m1n1's.
final class BoardPin {
    static final int ACTION = 0;
    static final int OUTPUT = 1;
    static final int INPUT = 2;
    static final int PIN_MODE = 3;
    static final int IRQ_ENABLE = 4;
    static final int IRQ_ACK = 5;
    static final int IRQ_MODE = 6;
    static final int RAW = 0xff;

    private static final int LEGACY_DRIVE = 1 << 23;
    private static final int LARGEST_MODE = 4;

    private final PinKind kind;
    private boolean isOutput;
    private boolean level;
    private boolean isIrqEnabled;
    private boolean isIrqPending;
    private int irqMode;
    private int pulls;

    BoardPin(PinKind kind) {
        this.kind = kind;
    }

    /// Takes a written word; returns whether it makes sense.
    boolean write(int word) {
        int value = word & 0xff_ffff;
        return switch (word >>> 24) {
            case ACTION -> drive(value & 1, (value & LEGACY_DRIVE) != 0);
            case OUTPUT -> drive(value & 1, true);
            case IRQ_ENABLE -> enable(value != 0);
            case IRQ_ACK -> acknowledge();
            case IRQ_MODE -> setMode(value);
            case RAW -> configure(value >>> 16, value & 0xff);
            default -> false;
        };
    }

    /// Returns what a read-write command with this payload gives, or null where it fails.
    @Nullable
    Integer read(int word) {
        return switch (word >>> 24) {
            case ACTION, INPUT -> level ? 1 : 0;
            case OUTPUT -> isOutput && level ? 1 : 0;
            case PIN_MODE -> kind == PinKind.OPEN_DRAIN || isIrqEnabled ? null : isOutput ? 1 : 0;
            case IRQ_MODE -> kind == PinKind.INTERRUPT ? irqMode : null;
            case RAW -> config();
            default -> null;
        };
    }

    int level() {
        return level ? 1 : 0;
    }

    /// Somebody outside drives the pin; returns whether that interrupts the AP.
    boolean input(boolean high) {
        boolean was = level;
        level = high;
        boolean fires = switch (irqMode) {
            case 0 -> high;
            case 1 -> !high;
            case 2 -> high && !was;
            case 3 -> !high && was;
            default -> high != was;
        };
        boolean tells = fires && isIrqEnabled && !isIrqPending;
        isIrqPending |= tells;
        return tells;
    }

    private boolean drive(int high, boolean drives) {
        if (drives) {
            isOutput = true;
            level = high != 0;
        }
        return true;
    }

    private boolean enable(boolean enabled) {
        isIrqEnabled = enabled && kind == PinKind.INTERRUPT;
        isIrqPending = false;
        return !enabled || isIrqEnabled;
    }

    private boolean acknowledge() {
        isIrqPending = false;
        return kind == PinKind.INTERRUPT;
    }

    private boolean setMode(int mode) {
        if (kind != PinKind.INTERRUPT || mode > LARGEST_MODE) {
            return false;
        }
        irqMode = mode;
        return true;
    }

    private boolean configure(int mask, int value) {
        int config = (config() & ~mask) | (value & mask);
        isOutput = config >>> 6 != 0;
        irqMode = Math.min(config >>> 3 & 7, LARGEST_MODE);
        pulls = config & 6;
        level = (config & 1) != 0;
        return true;
    }

    private int config() {
        return (isOutput ? 1 << 6 : 0) | irqMode << 3 | pulls | level();
    }
}
