package org.rtkit4j.app.smc;

import java.util.Locale;
import java.util.OptionalInt;
import org.rtkit4j.app.terminal.Amount;
import org.rtkit4j.drivers.smc.Battery;

/// The state of a battery for people; what the controller does not say is left out.
final class BatteryText {
    private static final int MINUTES = 60;
    private static final double MILLI = 1000;

    private BatteryText() {}

    static String of(Battery battery) {
        var text = new StringBuilder();
        line(text, "Charge", charge(battery));
        line(text, "Health", health(battery));
        line(text, "Now", now(battery));
        line(text, "Time", time(battery));
        line(
                text,
                "Temperature",
                battery.celsius().isPresent()
                        ? String.format(
                                Locale.ROOT, "%.1f °C", battery.celsius().getAsDouble())
                        : "");
        return text.toString();
    }

    private static String charge(Battery battery) {
        String percent = battery.percent().isPresent() ? battery.percent().getAsInt() + " %" : "";
        return (percent + "  " + of(battery.remainingMah(), battery.fullMah(), "mAh")).strip();
    }

    private static String health(Battery battery) {
        String percent = "";
        if (battery.fullMah().isPresent() && battery.designMah().orElse(0) > 0) {
            double ratio =
                    (double) battery.fullMah().getAsInt() / battery.designMah().getAsInt();
            percent = String.format(Locale.ROOT, "%.0f %%", 100 * ratio);
        }
        String cycles =
                battery.cycles().isPresent() ? Amount.of(battery.cycles().getAsInt(), "cycle") : "";
        String capacity = of(battery.fullMah(), battery.designMah(), "mAh as new");
        return (percent + "  " + capacity + (cycles.isEmpty() ? "" : ", " + cycles)).strip();
    }

    private static String now(Battery battery) {
        if (battery.milliamps().isEmpty()) {
            return "";
        }
        int milliamps = battery.milliamps().getAsInt();
        String what = milliamps < 0 ? "discharging" : milliamps > 0 ? "charging" : "idle";
        String current = String.format(Locale.ROOT, "%s, %d mA", what, Math.abs(milliamps));
        if (battery.millivolts().isEmpty()) {
            return current;
        }
        double volts = battery.millivolts().getAsInt() / MILLI;
        return current + String.format(Locale.ROOT, ", %.2f V, %.1f W", volts, volts * Math.abs(milliamps) / MILLI);
    }

    private static String time(Battery battery) {
        if (battery.minutesToEmpty().isPresent()) {
            return hours(battery.minutesToEmpty().getAsInt()) + " to empty";
        }
        return battery.minutesToFull().isPresent()
                ? hours(battery.minutesToFull().getAsInt()) + " to full"
                : "";
    }

    private static String hours(int minutes) {
        return "%d h %d min".formatted(minutes / MINUTES, minutes % MINUTES);
    }

    private static String of(OptionalInt part, OptionalInt whole, String unit) {
        return part.isPresent() && whole.isPresent()
                ? "(%d of %d %s)".formatted(part.getAsInt(), whole.getAsInt(), unit)
                : "";
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("%-13s %s%n".formatted(name, value));
        }
    }
}
