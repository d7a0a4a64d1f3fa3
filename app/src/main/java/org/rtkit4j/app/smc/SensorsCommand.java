package org.rtkit4j.app.smc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.smc.Fan;
import org.rtkit4j.drivers.smc.Sensor;
import org.rtkit4j.drivers.smc.Sensor.Kind;
import org.rtkit4j.drivers.smc.Sensors;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rtkit smc sensors`: what the machine measures, by kind, as lm-sensors prints it.
@Command(
        name = "sensors",
        mixinStandardHelpOptions = true,
        description = {"Prints temperatures, fans, voltages, currents and power, named as Linux's hwmon would.", ""})
final class SensorsCommand implements Callable<Integer> {
    @Mixin
    private final SmcOutput output = new SmcOutput();

    private final List<Reading> readings = new ArrayList<>();
    private final Map<SmcKey, String> limits = new TreeMap<>();

    @Override
    public Integer call() throws Exception {
        String way;
        try (var session = output.open()) {
            way = session.toString();
            read(session.smc());
        }
        if (output.isJson()) {
            Json.print(output.out(), this::json);
        } else {
            print(way);
        }
        return ExitStatus.OK;
    }

    private void read(Smc smc) throws Exception {
        for (Sensor sensor : Sensors.find(smc)) {
            readings.add(Reading.of(smc, sensor));
        }
        for (Fan fan : Sensors.fans(smc)) {
            String limit = "(min = %s RPM, max = %s RPM)".formatted(rpm(smc, fan.minimum()), rpm(smc, fan.maximum()));
            limits.put(fan.sensor().key(), limit);
        }
    }

    private static String rpm(Smc smc, SmcKey key) throws Exception {
        KeyRow row = KeyRow.read(smc, key);
        return row.value() == null ? "n/a" : "%.0f".formatted(row.value().number());
    }

    private void print(String way) {
        var out = output.out();
        out.println("smc");
        out.println("Adapter: " + way);
        for (Kind kind : Kind.values()) {
            List<Reading> some =
                    readings.stream().filter(r -> r.sensor().kind() == kind).toList();
            if (!some.isEmpty()) {
                out.println();
                some.forEach(r -> out.println(line(r)));
            }
        }
        out.flush();
    }

    private String line(Reading reading) {
        String name = "%s (%s):".formatted(reading.sensor().hwmon(), reading.name());
        String limit = limits.getOrDefault(reading.sensor().key(), "");
        return "%-28s %12s  %s".formatted(name, reading.text(), limit).stripTrailing();
    }

    private void json(JsonGenerator document) throws IOException {
        document.writeStartArray();
        for (Reading reading : readings) {
            Sensor sensor = reading.sensor();
            document.writeStartObject();
            document.writeStringField("sensor", sensor.hwmon());
            document.writeStringField("key", sensor.key().toString());
            document.writeStringField("kind", sensor.kind().name().toLowerCase(Locale.ROOT));
            document.writeStringField("label", sensor.label());
            if (reading.value().isPresent()) {
                document.writeNumberField("value", reading.value().getAsDouble());
            } else {
                document.writeNullField("value");
            }
            document.writeStringField("unit", sensor.kind().unit());
            document.writeEndObject();
        }
        document.writeEndArray();
    }
}
