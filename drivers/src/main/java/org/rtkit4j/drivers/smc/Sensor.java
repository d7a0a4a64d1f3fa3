package org.rtkit4j.drivers.smc;

import org.jspecify.annotations.Nullable;

/// Something that is measured: a key, what it measures, and what Linux's hwmon would call it.
///
/// @param key its key
/// @param kind what it measures
/// @param hwmon as in `/sys/class/hwmon`, for example `temp1`
/// @param label what it is in words, or null where nobody has said
public record Sensor(
        SmcKey key, Kind kind, String hwmon, @Nullable String label) {
    /// What is measured.
    public enum Kind {
        TEMPERATURE("temp", 1, "°C"),
        FAN("fan", 1, "RPM"),
        VOLTAGE("in", 0, "V"),
        CURRENT("curr", 1, "A"),
        POWER("power", 1, "W");

        private final String hwmon;
        private final int first;
        private final String unit;

        Kind(String hwmon, int first, String unit) {
            this.hwmon = hwmon;
            this.first = first;
            this.unit = unit;
        }

        /// Returns the unit in which [Smc#value] gives it. Linux's hwmon has thousandths, and millionths of a watt.
        public String unit() {
            return unit;
        }

        /// Returns hwmon's name of the `index`-th, from 0. It counts voltages from 0 and all else from 1.
        String hwmon(int index) {
            return hwmon + (first + index);
        }
    }
}
