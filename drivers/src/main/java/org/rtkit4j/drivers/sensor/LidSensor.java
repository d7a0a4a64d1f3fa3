package org.rtkit4j.drivers.sensor;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicFault;
import org.rtkit4j.drivers.epic.EpicListener;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.sensor.LidSensorMsg;
import org.rtkit4j.wire.sensor.LidSensorMsg.Report;

/// The sensor of a notebook's lid, behind its always-on processor. It is asked for nothing, as by Linux, and reports by
/// itself.
///
/// Any thread may call any method. After a crash it is closed, and another opened.
public final class LidSensor implements AutoCloseable {
    private final SensorService service;

    private LidSensor(SensorService service) {
        this.service = service;
    }

    /// Looks for the sensor of a co-processor that runs.
    ///
    /// @param memory the platform's
    /// @throws EpicException with [EpicFault.Absent] if it has none
    public static LidSensor open(Iop iop, DeviceMemory memory, EpicOptions options, LidListener listener)
            throws EpicException, InterruptedException {
        return new LidSensor(SensorService.find(LidSensorMsg.SERVICE, iop, memory, options, new Reports(listener)));
    }

    /// Closes the endpoint, and gives its memory back.
    @Override
    public void close() {
        service.close();
    }

    /// What the sensor says by itself.
    private static final class Reports implements EpicListener {
        private final LidListener listener;

        Reports(LidListener listener) {
            this.listener = listener;
        }

        @Override
        public void onReport(int channel, int type, byte[] bytes, int from, int length) {
            if (type != Epic.Type.SENSOR_REPORT) {
                return;
            }
            if (length < Report.BYTES) {
                listener.onTrouble(new EpicFault.Malformed("a report of the lid", "size=" + length));
                return;
            }
            listener.onAngle((int) Report.ANGLE.get(MemorySegment.ofArray(bytes), from));
        }

        @Override
        public void onFault(EpicFault fault) {
            listener.onTrouble(fault);
        }
    }
}
