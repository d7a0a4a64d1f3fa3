package org.rtkit4j.app.smc;

import java.util.Locale;
import java.util.OptionalDouble;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.drivers.smc.Sensor;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcException;
import org.rtkit4j.drivers.smc.SmcFault;

/// What a sensor says now; empty where the controller refuses.
record Reading(Sensor sensor, OptionalDouble value) {
    static Reading of(Smc smc, Sensor sensor) throws SmcException, InterruptedException {
        try {
            double number = smc.value(sensor.key()).number();
            return new Reading(sensor, Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number));
        } catch (SmcException e) {
            if (e.fault() instanceof SmcFault.Refused) {
                return new Reading(sensor, OptionalDouble.empty());
            }
            throw e;
        }
    }

    /// Returns the sensor's name for people: key, and what it is where somebody has said.
    String name() {
        String label = sensor.label();
        return label == null ? sensor.key().toString() : sensor.key() + " " + Terminal.escape(label);
    }

    /// Returns the value with its unit, with as many digits as make sense.
    String text() {
        if (value.isEmpty()) {
            return "n/a";
        }
        return "%s %s".formatted(number(value.getAsDouble()), sensor.kind().unit());
    }

    private String number(double number) {
        return switch (sensor.kind()) {
            case TEMPERATURE -> String.format(Locale.ROOT, "%+.1f", number);
            case FAN -> String.format(Locale.ROOT, "%.0f", number);
            case VOLTAGE, CURRENT, POWER -> String.format(Locale.ROOT, "%.2f", number);
        };
    }
}
