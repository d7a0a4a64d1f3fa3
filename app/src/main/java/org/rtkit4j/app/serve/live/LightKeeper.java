package org.rtkit4j.app.serve.live;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.core.supervise.StateChange;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.drivers.sensor.LightListener;
import org.rtkit4j.drivers.sensor.LightSensor;
import org.rtkit4j.wire.port.DeviceMemory;

/// Asks an emulated light sensor how bright it is, whenever its co-processor has come up.
///
/// The sensor is driven on a thread of its own, which waits for it; the page sees what it has reported last.
final class LightKeeper implements Keeper {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final DeviceMemory memory;
    private final EpicOptions options;
    private final Runnable beat;
    private final IopThread thread = new IopThread("rtkit-light", this::listen);
    private final LightListener ear = (_, measured, _, _, _, _) -> heard(measured);
    private volatile float lux = Float.NaN;

    /// @param clock by which the co-processor's waits are measured
    /// @param beat called whenever there is another report
    LightKeeper(DeviceMemory memory, LongSupplier clock, Runnable beat) {
        this.memory = memory;
        this.beat = beat;
        options = EpicOptions.SENSOR.with(clock);
    }

    /// Begins to look after the sensor.
    LightKeeper start() {
        thread.start();
        return this;
    }

    /// Returns what it has reported last; not a number where it reports nothing.
    float lux() {
        return lux;
    }

    private void heard(float measured) {
        lux = measured;
        beat.run();
    }

    @Override
    public void onRunning(Iop iop) {
        thread.onRunning(iop);
    }

    @Override
    public void onState(StateChange change) {
        if (change.to() != RemoteState.RUNNING) {
            heard(Float.NaN);
            thread.wake();
        }
    }

    private void listen(Iop iop) throws InterruptedException {
        try (LightSensor sensor = LightSensor.open(iop, memory, options, ear)) {
            sensor.report(EVERY);
            while (!thread.hasNext() && iop.isRunning()) {
                thread.awaitNews();
            }
        } catch (EpicException _) {
            // It has none, was stopped, or has crashed: the time line shows where.
        }
        heard(Float.NaN);
    }

    @Override
    public void close() {
        thread.close();
    }
}
