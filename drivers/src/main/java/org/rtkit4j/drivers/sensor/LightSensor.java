package org.rtkit4j.drivers.sensor;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicFault;
import org.rtkit4j.drivers.epic.EpicListener;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.sensor.LightSensorMsg;
import org.rtkit4j.wire.sensor.LightSensorMsg.Report;
import org.rtkit4j.wire.sensor.SensorProperty;

/// The light sensor of a machine, behind its always-on processor.
///
/// ```java
/// try (var sensor = LightSensor.open(iop, memory, EpicOptions.SENSOR, listener)) {
///     sensor.report(Duration.ofMillis(200));
/// }
/// ```
///
/// Any thread may call any method; what waits has a deadline. After a crash it is closed, and another opened.
public final class LightSensor implements AutoCloseable {
    private final SensorService service;

    private LightSensor(SensorService service) {
        this.service = service;
    }

    /// Looks for the sensor of a co-processor that runs. It reports nothing until it is told to.
    ///
    /// @param memory the platform's
    /// @throws EpicException with [EpicFault.Absent] if it has none
    public static LightSensor open(Iop iop, DeviceMemory memory, EpicOptions options, LightListener listener)
            throws EpicException, InterruptedException {
        return new LightSensor(SensorService.find(LightSensorMsg.SERVICE, iop, memory, options, new Reports(listener)));
    }

    /// Has it report so often from now on, to a microsecond; zero: no more.
    public void report(Duration every) throws EpicException, InterruptedException {
        long micros = Math.clamp(every.toNanos() / 1000, 0, 0xffff_ffffL);
        byte[] request = new byte[SensorProperty.VALUE.end()];
        MemorySegment fields = MemorySegment.ofArray(request);
        SensorProperty.KEY.put(fields, 0, SensorProperty.INTERVAL);
        SensorProperty.VALUE.put(fields, 0, micros);
        service.channel().ask("interval", Epic.Type.SET_BY_NUMBER, request, request.length, new byte[0]);
    }

    /// Has it report no more where its firmware still answers, closes the endpoint, and gives its memory back.
    @Override
    public void close() {
        Releases.all(this::silence, service::close);
    }

    private void silence() {
        try {
            report(Duration.ZERO);
        } catch (EpicException _) {
            // It lives no more.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the sensor says by itself.
    private static final class Reports implements EpicListener {
        private final LightListener listener;

        Reports(LightListener listener) {
            this.listener = listener;
        }

        @Override
        public void onReport(int channel, int type, byte[] bytes, int from, int length) {
            if (type != Epic.Type.SENSOR_REPORT) {
                return;
            }
            MemorySegment said = MemorySegment.ofArray(bytes);
            if (!Report.isAt(said, from, length)) {
                listener.onTrouble(new EpicFault.Malformed("a report of light", "size=" + length));
                return;
            }
            listener.onLight(
                    (int) Report.SEQUENCE.get(said, from),
                    Report.lux(said, from),
                    Report.RED.get(said, from),
                    Report.GREEN.get(said, from),
                    Report.BLUE.get(said, from),
                    Report.CLEAR.get(said, from));
        }

        @Override
        public void onFault(EpicFault fault) {
            listener.onTrouble(fault);
        }
    }
}
