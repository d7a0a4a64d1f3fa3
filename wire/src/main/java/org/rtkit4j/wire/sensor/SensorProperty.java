package org.rtkit4j.wire.sensor;

import static org.rtkit4j.wire.layout.Field.u32;

import java.util.Map;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// A property of a sensor: the word that names it, and, where it is set, its value.
///
/// Sources: m1n1 `fw/aop/ipc.py`, `experiments/aop_als.py`; linux `drivers/soc/apple/aop.rs`, `aop_als.rs`.
public final class SensorProperty {
    public static final int HEAD_BYTES = 4;

    /// Microseconds from report to report; 0: none.
    public static final int INTERVAL = 0x00;

    /// The sensor's own numbers. A light sensor answers with [LightSensorMsg#CALIBRATED], as if it had failed, when it
    /// has taken them.
    public static final int CALIBRATION = 0x0b;

    /// Who made it, as text.
    public static final int MANUFACTURER = 0x0f;

    private static final String SOURCE = "m1n1 fw/aop/ipc.py";

    public static final Field KEY = u32("key", 0, SOURCE);
    public static final Field VALUE = u32("value", 4, SOURCE);
    public static final Struct STRUCT =
            Struct.of("SENSOR_PROPERTY", "A property; its value may be longer", 8, KEY, VALUE);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(INTERVAL, "interval"),
            Map.entry(0x01, "is-ready"),
            Map.entry(CALIBRATION, "calibration"),
            Map.entry(MANUFACTURER, "manufacturer"),
            Map.entry(0x11, "chip-id"),
            Map.entry(0x1e, "placement"),
            Map.entry(0x2e, "orientation"),
            Map.entry(0x30, "location-id"),
            Map.entry(0x3e, "serial-number"),
            Map.entry(0x3f, "product-id-2"),
            Map.entry(0x45, "channel-name"),
            Map.entry(0x5a, "vendor-id"),
            Map.entry(0x5b, "product-id"),
            Map.entry(0x64, "service-controller"),
            Map.entry(0x65, "device-count"),
            Map.entry(0x66, "handler-count"),
            Map.entry(0x67, "version"),
            Map.entry(0xd7, "mode"),
            Map.entry(0xe1, "verbosity"));

    private SensorProperty() {}

    /// Returns what a property is called, or its number.
    public static String name(long key) {
        String name = key >= 0 && key <= 0xff ? NAMES.get((int) key) : null;
        return name == null ? "0x%02x".formatted(key) : name;
    }
}
