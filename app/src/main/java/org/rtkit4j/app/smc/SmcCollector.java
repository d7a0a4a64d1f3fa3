package org.rtkit4j.app.smc;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.rtkit4j.drivers.smc.Battery;
import org.rtkit4j.drivers.smc.Sensor;
import org.rtkit4j.drivers.smc.Sensor.Kind;
import org.rtkit4j.drivers.smc.Sensors;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcException;

/// Reads the controller for each scrape. A scrape that fails says `rtkit_smc_up 0`.
final class SmcCollector implements MultiCollector {
    private static final double MILLI = 1000;
    private static final double PERCENT = 100;

    private final Smc smc;
    private final List<Sensor> sensors;

    SmcCollector(Smc smc) throws SmcException, InterruptedException {
        this.smc = smc;
        sensors = Sensors.find(smc);
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> metrics = new ArrayList<>();
        boolean isUp = true;
        try {
            metrics.addAll(sensors());
            metrics.addAll(battery());
        } catch (SmcException e) {
            metrics.clear();
            isUp = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            isUp = false;
        }
        metrics.add(gauge("rtkit_smc_up", "Whether the controller answered this scrape.", isUp ? 1 : 0));
        metrics.add(counter(
                "rtkit_smc_stale_answers", "Answers that came too late or under another id.", smc.staleAnswers()));
        return new MetricSnapshots(metrics);
    }

    private List<MetricSnapshot> sensors() throws SmcException, InterruptedException {
        Map<Kind, GaugeSnapshot.Builder> builders = new EnumMap<>(Kind.class);
        for (Sensor sensor : sensors) {
            Reading reading = Reading.of(smc, sensor);
            if (reading.value().isPresent()) {
                builders.computeIfAbsent(sensor.kind(), SmcCollector::builder)
                        .dataPoint(point(reading.value().getAsDouble(), labels(sensor)));
            }
        }
        return builders.values().stream()
                .map(builder -> (MetricSnapshot) builder.build())
                .toList();
    }

    private static GaugeSnapshot.Builder builder(Kind kind) {
        return switch (kind) {
            case TEMPERATURE -> named("rtkit_smc_temperature_celsius", "A temperature.");
            case FAN -> named("rtkit_smc_fan_rpm", "A fan's speed in revolutions per minute.");
            case VOLTAGE -> named("rtkit_smc_voltage_volts", "A voltage.");
            case CURRENT -> named("rtkit_smc_current_amperes", "A current.");
            case POWER -> named("rtkit_smc_power_watts", "A power.");
        };
    }

    private static Labels labels(Sensor sensor) {
        String label = sensor.label();
        return Labels.of("key", sensor.key().toString(), "sensor", sensor.hwmon(), "label", label == null ? "" : label);
    }

    private List<MetricSnapshot> battery() throws SmcException, InterruptedException {
        Battery battery = Battery.read(smc);
        var metrics = new ArrayList<MetricSnapshot>();
        add(metrics, "rtkit_smc_battery_charge_ratio", "Charge, 0 to 1.", battery.percent(), PERCENT);
        add(metrics, "rtkit_smc_battery_charge_coulombs", "Charge left.", eighteenFold(battery.remainingMah()), 5);
        add(metrics, "rtkit_smc_battery_full_coulombs", "Charge when full.", eighteenFold(battery.fullMah()), 5);
        add(metrics, "rtkit_smc_battery_design_coulombs", "Full as new.", eighteenFold(battery.designMah()), 5);
        add(metrics, "rtkit_smc_battery_cycles", "How often it was emptied and filled.", battery.cycles(), 1);
        add(metrics, "rtkit_smc_battery_current_amperes", "Current into it.", battery.milliamps(), MILLI);
        add(metrics, "rtkit_smc_battery_voltage_volts", "Voltage of it.", battery.millivolts(), MILLI);
        return metrics;
    }

    private static void add(List<MetricSnapshot> metrics, String name, String help, OptionalInt value, double divisor) {
        if (value.isPresent()) {
            metrics.add(gauge(name, help, value.getAsInt() / divisor));
        }
    }

    // 1 mAh is 18/5 coulombs.
    private static OptionalInt eighteenFold(OptionalInt mah) {
        return mah.isPresent() ? OptionalInt.of(18 * mah.getAsInt()) : mah;
    }

    private static MetricSnapshot gauge(String name, String help, double value) {
        return named(name, help).dataPoint(point(value, Labels.EMPTY)).build();
    }

    private static MetricSnapshot counter(String name, String help, long value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(
                        CounterDataPointSnapshot.builder().value((double) value).build())
                .build();
    }

    private static GaugeSnapshot.Builder named(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }
}
