package org.rtkit4j.app.sensors;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.via.BootedIop;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicFault;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.DeviceMemory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The way to a sensor, and for how long it is watched.
final class WatchOption {
    private static final String COPROCESSOR = CoprocessorKind.AOP.nodeName();
    private static final long LOOK_MILLIS = 250;

    @Mixin
    private final ViaOption via = new ViaOption();

    @Option(names = "--count", paramLabel = "N", description = "End after so many reports.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Integer seconds;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final long startNanos = System.nanoTime();

    /// Opens a sensor of a co-processor that runs.
    @FunctionalInterface
    interface Sensor {
        AutoCloseable open(Iop iop, DeviceMemory memory, EpicOptions options)
                throws EpicException, InterruptedException;
    }

    /// Prints a report.
    ///
    /// @param <T> the report
    @FunctionalInterface
    interface Printer<T> {
        void print(T report) throws IOException;
    }

    /// Opens a sensor and prints what it reports, until there was enough of it.
    ///
    /// @param service the sensor's
    /// @param reports what its listener has heard
    /// @return the command's status
    /// @throws EpicException with [EpicFault.Absent] if there is no such sensor
    <T> int watch(String service, Sensor sensor, BlockingQueue<T> reports, Printer<T> printer) throws Exception {
        try (Connection connection = via.open(COPROCESSOR)) {
            requireSensors(connection, service);
            return watch(connection, sensor, reports, printer);
        }
    }

    // Each endpoint of a display, say, would be asked for a sensor in vain, and none answers.
    private static void requireSensors(Connection connection, String service) throws EpicException {
        Coprocessor emulated = connection.emulated();
        CoprocessorKind kind =
                emulated == null ? CoprocessorKind.AOP : emulated.profile().kind();
        if (kind != CoprocessorKind.AOP && kind != CoprocessorKind.GENERIC) {
            throw new EpicException(new EpicFault.Absent(service));
        }
    }

    private <T> int watch(Connection connection, Sensor sensor, BlockingQueue<T> reports, Printer<T> printer)
            throws Exception {
        try (var booted = BootedIop.behind(connection, COPROCESSOR)) {
            EpicOptions options = EpicOptions.SENSOR.with(connection.clock());
            DeviceMemory memory = connection.platform().memory();
            try (var _ = sensor.open(booted.iop(), memory, options)) {
                return print(booted.iop(), reports, printer);
            }
        }
    }

    private <T> int print(Iop iop, BlockingQueue<T> reports, Printer<T> printer)
            throws InterruptedException, IOException {
        long seen = 0;
        while (seen < count && !isOver()) {
            T report = reports.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (report != null) {
                printer.print(report);
                seen++;
            } else if (!iop.isRunning()) {
                spec.commandLine().getErr().println("rtkit: sensors: the co-processor does not run any more");
                return ExitStatus.FAILED;
            }
        }
        return ExitStatus.OK;
    }

    private boolean isOver() {
        return seconds != null && System.nanoTime() - startNanos >= TimeUnit.SECONDS.toNanos(seconds);
    }
}
