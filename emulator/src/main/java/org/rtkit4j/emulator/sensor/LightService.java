package org.rtkit4j.emulator.sensor;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.sensor.LightSensorMsg;
import org.rtkit4j.wire.sensor.LightSensorMsg.Report;
import org.rtkit4j.wire.sensor.SensorProperty;

/// The light sensor's service: reports as often as it was told, and not before.
final class LightService implements EpicService {
    private static final long SHORTEST_MICROS = 1_000;
    private static final int MEASURED = 3;
    private static final int GAIN = 8;

    private final LongToDoubleFunction light;
    private final Kernel kernel;
    private @Nullable Voice voice;
    private long intervalMicros;
    private int schedule;
    private int sequence;

    /// @param light how bright it is at a time of the machine, in lux
    LightService(LongToDoubleFunction light, Kernel kernel) {
        this.light = light;
        this.kernel = kernel;
    }

    @Override
    public String name() {
        return LightSensorMsg.SERVICE;
    }

    @Override
    public void onUp(Voice given) {
        voice = given;
    }

    @Override
    public void onDown() {
        voice = null;
        schedule++;
    }

    @Override
    public void onCommand(EpicRequest request) {
        byte[] bytes = request.bytes();
        if (bytes.length < SensorProperty.HEAD_BYTES) {
            request.answer(EpicRequest.BAD_ARGUMENT);
            return;
        }
        MemorySegment fields = MemorySegment.ofArray(bytes);
        int key = (int) SensorProperty.KEY.get(fields, 0);
        switch (request.type()) {
            case Epic.Type.SET_BY_NUMBER -> set(request, key, fields);
            case Epic.Type.GET_BY_NUMBER -> get(request, key);
            default -> request.answer(EpicRequest.UNSUPPORTED);
        }
    }

    private void get(EpicRequest request, int key) {
        if (key == SensorProperty.MANUFACTURER) {
            request.answer(EpicRequest.SUCCESS, "Example".getBytes(StandardCharsets.US_ASCII));
        } else {
            request.answer(EpicRequest.UNSUPPORTED);
        }
    }

    private void set(EpicRequest request, int key, MemorySegment fields) {
        if (key == SensorProperty.CALIBRATION) {
            request.answer(LightSensorMsg.CALIBRATED);
        } else if (fields.byteSize() < SensorProperty.VALUE.end()) {
            request.answer(EpicRequest.BAD_ARGUMENT);
        } else {
            request.answer(EpicRequest.SUCCESS);
            if (key == SensorProperty.INTERVAL) {
                interval(SensorProperty.VALUE.get(fields, 0));
            }
        }
    }

    private void interval(long micros) {
        intervalMicros = micros == 0 ? 0 : Math.max(SHORTEST_MICROS, micros);
        schedule++;
        next(schedule);
    }

    private void next(int number) {
        if (intervalMicros > 0) {
            kernel.after(intervalMicros * 1000, () -> {
                if (number == schedule && voice != null) {
                    voice.report(Epic.Type.SENSOR_REPORT, report());
                    next(number);
                }
            });
        }
    }

    private byte[] report() {
        double lux = light.applyAsDouble(kernel.nowNanos());
        byte[] report = new byte[Report.BYTES];
        MemorySegment fields = MemorySegment.ofArray(report);
        Report.MARK.put(fields, 0, Report.FIRST);
        Report.SEQUENCE.put(fields, 0, sequence++);
        Report.TIME.put(fields, 0, kernel.nowNanos());
        Report.RED.put(fields, 0, Math.round(lux * 3));
        Report.GREEN.put(fields, 0, Math.round(lux * 4));
        Report.BLUE.put(fields, 0, Math.round(lux * 2));
        Report.CLEAR.put(fields, 0, Math.round(lux * 9));
        Report.LUX.put(fields, 0, Float.floatToRawIntBits((float) lux));
        Report.STATUS.put(fields, 0, MEASURED);
        Report.GAIN.put(fields, 0, GAIN);
        Report.INTEGRATION.put(fields, 0, intervalMicros);
        return report;
    }
}
