package org.rtkit4j.emulator.smc;

/// A battery that is used for hours and charged again, in a cycle without end. A function of time alone.
///
/// It begins at 82 % and gives about 900 mA down to 20 %; then the adapter charges it at 3 A, and holds it at full
/// for a while.
final class BatteryModel {
    static final int FULL_MAH = 4382;
    static final int CELLS = 3;

    private static final double LOW = 0.20;
    private static final double START = 0.82;
    private static final double GIVES_MA = 900;
    private static final double TAKES_MA = 3000;
    private static final double HOUR = 3600;
    private static final double EMPTYING = (1 - LOW) * FULL_MAH / GIVES_MA * HOUR;
    private static final double FILLING = (1 - LOW) * FULL_MAH / TAKES_MA * HOUR;
    private static final double RESTING = HOUR / 2;
    private static final double BEGUN = (1 - START) * FULL_MAH / GIVES_MA * HOUR;
    private static final int FOR_EVER = 0xffff;

    private final double seconds;

    private BatteryModel(double seconds) {
        this.seconds = seconds;
    }

    /// Returns its state so many seconds after the start.
    static BatteryModel at(double secondsSinceStart) {
        return new BatteryModel((secondsSinceStart + BEGUN) % (EMPTYING + FILLING + RESTING));
    }

    boolean isEmptying() {
        return seconds < EMPTYING;
    }

    boolean isCharging() {
        return !isEmptying() && seconds < EMPTYING + FILLING;
    }

    private double charge() {
        if (isEmptying()) {
            return 1 - (1 - LOW) * seconds / EMPTYING;
        }
        return isCharging() ? LOW + (1 - LOW) * (seconds - EMPTYING) / FILLING : 1;
    }

    /// Returns what a role of the battery's is worth now.
    double value(KeyRole role) {
        return switch (role) {
            case BATTERY_PERCENT -> Math.round(100 * charge());
            case BATTERY_REMAINING -> charge() * FULL_MAH;
            case BATTERY_CURRENT -> isEmptying() ? -GIVES_MA : isCharging() ? TAKES_MA : 0;
            case BATTERY_VOLTAGE -> CELLS * cell();
            case BATTERY_CELL -> cell();
            case BATTERY_TO_EMPTY -> isEmptying() ? (charge() * FULL_MAH) / GIVES_MA * 60 : FOR_EVER;
            case BATTERY_TO_FULL -> isCharging() ? (1 - charge()) * FULL_MAH / TAKES_MA * 60 : FOR_EVER;
            case BATTERY_CHARGING -> isCharging() ? 1 : 0;
            case ADAPTER -> isEmptying() ? 0 : 1;
            default -> throw new IllegalArgumentException("not the battery's: " + role);
        };
    }

    private double cell() {
        return 3500 + 750 * charge() + (isCharging() ? 60 : 0);
    }
}
