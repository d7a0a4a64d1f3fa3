package org.rtkit4j.capture.decode;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.rings.EpicEntry;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.epic.Epic.Category;
import org.rtkit4j.wire.epic.Epic.Command;
import org.rtkit4j.wire.sensor.LidSensorMsg;
import org.rtkit4j.wire.sensor.LightSensorMsg;
import org.rtkit4j.wire.sensor.SensorProperty;

/// What is asked of a sensor, what it answers, and what it has measured: all of it lies in the entry itself.
final class SensorContent {
    private static final String LIGHT = LightSensorMsg.Report.STRUCT.name();
    private static final String LID = LidSensorMsg.Report.STRUCT.name();

    private final EpicEntry entry;
    private final MemorySegment payload;

    private SensorContent(EpicEntry entry) {
        this.entry = entry;
        payload = entry.payload();
    }

    /// Returns what an entry says whose payload is all there.
    ///
    /// @param service whose channel it has, or null where it was not heard to be announced
    static String of(EpicEntry entry, @Nullable String service) {
        return new SensorContent(entry).describe(service);
    }

    /// Returns whether an entry asks a sensor for something that only sensors are asked: m1n1's experiments do so in
    /// the
    /// form of displays.
    static boolean isAsked(EpicEntry entry) {
        return entry.category() == Category.NOTIFY
                && (entry.type() == Epic.Type.SET_BY_NUMBER || entry.type() == Epic.Type.GET_BY_NUMBER);
    }

    private String describe(@Nullable String service) {
        return switch ((int) entry.category()) {
            case Category.REPORT -> entry.type() == Epic.Type.SENSOR_REPORT ? report(service) : bytes();
            case Category.NOTIFY -> has(Integer.BYTES) ? asked() : bytes();
            case Category.REPLY -> has(Integer.BYTES) ? answered() : bytes();
            default -> bytes();
        };
    }

    // A report of light is also known by its size and its mark: a capture may begin behind the announcement.
    private String report(@Nullable String service) {
        boolean mayBeLight = service == null
                ? payload.byteSize() == LightSensorMsg.Report.BYTES
                : service.equals(LightSensorMsg.SERVICE);
        if (mayBeLight && LightSensorMsg.Report.isAt(payload, 0, payload.byteSize())) {
            return light();
        }
        return LidSensorMsg.SERVICE.equals(service) && has(LidSensorMsg.Report.BYTES)
                ? "%s(%s)".formatted(LID, String.join(", ", FieldWords.of(LidSensorMsg.Report.STRUCT, payload, 0)))
                : bytes();
    }

    private String light() {
        List<String> words = FieldWords.of(LightSensorMsg.Report.STRUCT, payload, 0);
        int lux = LightSensorMsg.Report.STRUCT.fields().indexOf(LightSensorMsg.Report.LUX);
        words.set(lux, String.format(Locale.ROOT, "lux=%.1f", LightSensorMsg.Report.lux(payload, 0)));
        return "%s(%s)".formatted(LIGHT, String.join(", ", words));
    }

    // Before the arguments there is room for the code of the answer.
    private String asked() {
        if (!isAsked(entry) || !has(Integer.BYTES + SensorProperty.HEAD_BYTES)) {
            return bytes();
        }
        boolean isSet = entry.type() == Epic.Type.SET_BY_NUMBER;
        String name = SensorProperty.name(SensorProperty.KEY.get(payload, Integer.BYTES));
        return isSet ? name + "=" + value() : name;
    }

    private String value() {
        long size = payload.byteSize() - Integer.BYTES - SensorProperty.HEAD_BYTES;
        return size == SensorProperty.VALUE.sizeBytes()
                ? Long.toString(SensorProperty.VALUE.get(payload, Integer.BYTES))
                : size + " bytes";
    }

    private String answered() {
        if (entry.type() == Epic.Type.STRING) {
            return bytes();
        }
        long more = payload.byteSize() - Integer.BYTES;
        return "code=0x%x".formatted(entry.get(Command.RETURN_CODE)) + (more == 0 ? "" : ", %d bytes".formatted(more));
    }

    private boolean has(long bytes) {
        return payload.byteSize() >= bytes;
    }

    private String bytes() {
        return payload.byteSize() + " bytes";
    }
}
