package org.rtkit4j.app.serve.live;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
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
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private final LightListener ear = (_, measured, _, _, _, _) -> heard(measured);
    private volatile @Nullable Iop running;
    private volatile boolean isClosed;
    private volatile float lux = Float.NaN;

    /// @param clock by which the co-processor's waits are measured
    /// @param beat called whenever there is another report
    LightKeeper(DeviceMemory memory, LongSupplier clock, Runnable beat) {
        this.memory = memory;
        this.beat = beat;
        options = EpicOptions.SENSOR.with(clock);
        thread = Thread.ofPlatform().daemon().name("rtkit-light").unstarted(this::run);
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
        running = iop;
        news.release();
    }

    @Override
    public void onState(StateChange change) {
        if (change.to() != RemoteState.RUNNING) {
            heard(Float.NaN);
            news.release();
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                news.acquire();
                Iop iop = running;
                if (iop != null) {
                    running = null;
                    listen(iop);
                }
            }
        } catch (InterruptedException _) {
            // It is closed.
        }
    }

    private void listen(Iop iop) throws InterruptedException {
        try (LightSensor sensor = LightSensor.open(iop, memory, options, ear)) {
            sensor.report(EVERY);
            while (running == null && iop.isRunning()) {
                news.acquire();
                news.drainPermits();
            }
        } catch (EpicException _) {
            // It has none, was stopped, or has crashed: the time line shows where.
        }
        heard(Float.NaN);
        news.release();
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
