package org.rtkit4j.drivers.smc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.smc.Sensor.Kind;

/// Finds what a machine measures by the letters that its keys begin with: T, V, I, P and `F?Ac`.
///
/// Linux names sensors in the device tree; without one, every readable key of a fractional type is taken.
public final class Sensors {
    private static final List<String> FRACTIONAL = List.of("flt ", "ioft", "Sp78");

    /// What the device trees of Asahi Linux say of some keys, in other words.
    private static final Map<String, String> LABELS = Map.of(
            "TB0T", "battery",
            "TH0x", "flash",
            "TW0P", "wireless",
            "VD0R", "input",
            "ID0R", "input",
            "PDTR", "input",
            "PSTR", "whole system",
            "PHPC", "heat pipe");

    private Sensors() {}

    /// Returns all sensors, by kind and key; the fans' actual speeds among them.
    public static List<Sensor> find(Smc smc) throws SmcException, InterruptedException {
        var sensors = new ArrayList<Sensor>();
        sensors.addAll(find(smc, "T", Kind.TEMPERATURE));
        sensors.addAll(findFans(smc));
        sensors.addAll(find(smc, "V", Kind.VOLTAGE));
        sensors.addAll(find(smc, "I", Kind.CURRENT));
        sensors.addAll(find(smc, "P", Kind.POWER));
        return List.copyOf(sensors);
    }

    /// Returns the fans.
    public static List<Fan> fans(Smc smc) throws SmcException, InterruptedException {
        return findFans(smc).stream().map(Fan::of).toList();
    }

    private static List<Sensor> find(Smc smc, String prefix, Kind kind) throws SmcException, InterruptedException {
        var sensors = new ArrayList<Sensor>();
        for (SmcKey key : smc.keys(prefix)) {
            KeyInfo info = smc.info(key);
            if (info.isReadable() && FRACTIONAL.contains(info.type())) {
                sensors.add(new Sensor(key, kind, kind.hwmon(sensors.size()), LABELS.get(key.toString())));
            }
        }
        return sensors;
    }

    private static List<Sensor> findFans(Smc smc) throws SmcException, InterruptedException {
        var fans = new ArrayList<Sensor>();
        for (SmcKey key : smc.keys("F")) {
            if (key.toString().matches("F.Ac") && smc.info(key).isReadable()) {
                fans.add(new Sensor(key, Kind.FAN, Kind.FAN.hwmon(fans.size()), fanLabel(smc, key)));
            }
        }
        return fans;
    }

    private static @Nullable String fanLabel(Smc smc, SmcKey actual) throws InterruptedException {
        try {
            SmcValue label = smc.value(SmcKey.of(actual.toString().substring(0, 2) + "ID"));
            return label instanceof SmcValue.Text(String text) && !text.isBlank() ? text.strip() : null;
        } catch (SmcException _) {
            // Not every fan has a name.
            return null;
        }
    }
}
