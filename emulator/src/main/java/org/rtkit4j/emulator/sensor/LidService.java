package org.rtkit4j.emulator.sensor;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.sensor.LidSensorMsg;
import org.rtkit4j.wire.sensor.LidSensorMsg.Report;

/// The lid's service: reports its angle once it is up, and whenever that has changed.
///
/// *Guess* `las-reports` at when: Linux asks it for nothing, and listens.
final class LidService implements EpicService {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int NEVER = -1;

    private final LongUnaryOperator degrees;
    private final Kernel kernel;
    private @Nullable Voice voice;
    private int life;
    private int told = NEVER;

    /// @param degrees the angle at a time of the machine
    LidService(LongUnaryOperator degrees, Kernel kernel) {
        this.degrees = degrees;
        this.kernel = kernel;
    }

    @Override
    public String name() {
        return LidSensorMsg.SERVICE;
    }

    @Override
    public void onUp(Voice given) {
        voice = given;
        told = NEVER;
        look(++life);
    }

    @Override
    public void onDown() {
        voice = null;
        life++;
    }

    @Override
    public void onCommand(EpicRequest request) {
        request.answer(EpicRequest.UNSUPPORTED);
    }

    private void look(int number) {
        kernel.after(LOOK_NANOS, () -> {
            Voice mine = voice;
            if (number == life && mine != null) {
                tell(mine, (int) degrees.applyAsLong(kernel.nowNanos()));
                look(number);
            }
        });
    }

    private void tell(Voice mine, int angle) {
        if (angle != told) {
            told = angle;
            byte[] report = new byte[Report.BYTES];
            MemorySegment fields = MemorySegment.ofArray(report);
            Report.MARK.put(fields, 0, Report.FIRST);
            Report.ANGLE.put(fields, 0, angle);
            mine.report(Epic.Type.SENSOR_REPORT, report);
        }
    }
}
