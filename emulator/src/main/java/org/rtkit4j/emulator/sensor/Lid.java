package org.rtkit4j.emulator.sensor;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.afk.EpicFirmware;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;

/// The lid of a notebook, and what makes the endpoint that knows its angle.
///
/// Without a test's own it is opened and closed once in twenty seconds, between 10 and 130 degrees. Any thread may move
/// it.
public final class Lid implements FirmwareEndpoint.Factory {
    private static final int NARROW = 10;
    private static final int WIDE = 130;
    private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final AfkSpec spec;
    private final AtomicReference<LongUnaryOperator> degrees = new AtomicReference<>(Lid::ofHand);

    /// A lid that a hand moves, with rings as on M1.
    public Lid() {
        this(AfkSpec.SENSOR);
    }

    /// A lid that a hand moves.
    ///
    /// @param spec the rings of the sensor's firmware
    public Lid(AfkSpec spec) {
        this.spec = spec;
    }

    private static long ofHand(long nanos) {
        long part = Math.floorMod(nanos, TURN_NANOS) * 2 * (WIDE - NARROW) / TURN_NANOS;
        return part < WIDE - NARROW ? WIDE - part : 2 * NARROW - WIDE + part;
    }

    /// Moves it to an angle, where it stays, in degrees.
    public void open(int angle) {
        degrees.set(_ -> angle);
    }

    private long degrees(long nanos) {
        return degrees.get().applyAsLong(nanos);
    }

    @Override
    public FirmwareEndpoint create(int endpoint, Kernel kernel) {
        return EpicFirmware.sensor(endpoint, kernel, spec, List.of(new LidService(this::degrees, kernel)));
    }
}
