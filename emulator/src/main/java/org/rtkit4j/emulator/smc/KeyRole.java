package org.rtkit4j.emulator.smc;

import java.util.Arrays;
import java.util.Locale;

/// What stands behind a key that is more than a value.
enum KeyRole {
    /// How many keys there are.
    COUNT,
    /// Whether events are told to the AP.
    NOTIFY,
    /// The power state that the AP asks for.
    POWER,
    /// A pin; its number is the key's last two letters.
    GPIO,
    /// 1 while the lid is closed.
    LID,
    /// 1 while the power button is down.
    BUTTON,
    /// Whether the power button was pressed since the last read.
    PRESSED,
    /// Ticks of 32768 Hz since the controller started.
    CLOCK_TICKS,
    /// Microseconds since the controller started.
    CLOCK_MICROS,
    BATTERY_PERCENT,
    /// In mAh.
    BATTERY_REMAINING,
    /// In mA; negative while it gives current.
    BATTERY_CURRENT,
    /// In mV.
    BATTERY_VOLTAGE,
    /// In mV, of one of three cells in a row.
    BATTERY_CELL,
    /// In minutes; 65535 where it does not empty.
    BATTERY_TO_EMPTY,
    /// In minutes; 65535 where it does not fill.
    BATTERY_TO_FULL,
    /// 1 while it charges.
    BATTERY_CHARGING,
    /// Not 0 once the battery is as good as empty. Reading it asks to be told of that. Source: asahi linux
    /// `macsmc-power.c`.
    BATTERY_CRITICAL,
    /// 1 while the adapter is plugged in.
    ADAPTER,
    /// How many analogue sensors there are.
    SENSOR_COUNT,
    /// The name of the analogue sensor whose number is the payload of a read-write command.
    SENSOR_NAME,
    /// The reading, a u32, of the analogue sensor whose number is the payload of a read-write command.
    SENSOR_READING;

    /// Returns whether reading it takes the payload of a read-write command.
    boolean takesPayload() {
        return this == GPIO || this == SENSOR_NAME || this == SENSOR_READING;
    }

    static KeyRole of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such role: " + label));
    }

    /// Returns the name that key sets use, for example `battery-percent`.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
