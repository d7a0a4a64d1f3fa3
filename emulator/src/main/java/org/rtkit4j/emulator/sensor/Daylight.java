package org.rtkit4j.emulator.sensor;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongToDoubleFunction;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.afk.EpicFirmware;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;

/// The light before a light sensor, and what makes the endpoint that measures it.
///
/// Without a test's own it is a day that lasts a minute, between 20 and 400 lux. Any thread may change it.
public final class Daylight implements FirmwareEndpoint.Factory {
    private static final double NIGHT = 20;
    private static final double NOON = 400;
    private static final double DAY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AfkSpec spec;
    private final AtomicReference<LongToDoubleFunction> lux;

    /// Light that changes as days do, before a sensor with rings as on M1.
    public Daylight() {
        this(AfkSpec.SENSOR);
    }

    /// Light that changes as days do.
    ///
    /// @param spec the rings of the sensor's firmware
    public Daylight(AfkSpec spec) {
        this.spec = spec;
        lux = new AtomicReference<>(Daylight::ofDay);
    }

    private static double ofDay(long nanos) {
        double sun = (1 - Math.cos(2 * Math.PI * nanos / DAY_NANOS)) / 2;
        return NIGHT + (NOON - NIGHT) * sun;
    }

    /// Makes it so bright from now on, in lux.
    public void shine(double bright) {
        lux.set(_ -> bright);
    }

    private double lux(long nanos) {
        return lux.get().applyAsDouble(nanos);
    }

    @Override
    public FirmwareEndpoint create(int endpoint, Kernel kernel) {
        return EpicFirmware.sensor(endpoint, kernel, spec, List.of(new LightService(this::lux, kernel)));
    }
}
