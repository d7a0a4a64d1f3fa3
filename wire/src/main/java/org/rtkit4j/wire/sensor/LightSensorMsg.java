package org.rtkit4j.wire.sensor;

import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;
import static org.rtkit4j.wire.layout.Field.u8;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// The light sensor: the service `als` of the always-on processor, behind an AFK endpoint whose number differs from
/// year to year.
///
/// Sources: m1n1 `fw/aop/ipc.py`, `experiments/aop_als.py`; linux `drivers/iio/common/aop_sensors`.
public final class LightSensorMsg {
    public static final String SERVICE = "als";

    /// What it answers when it has taken a calibration, as if it had failed.
    public static final int CALIBRATED = 0xe000_02bc;

    private static final String SOURCE = "m1n1 fw/aop/ipc.py";

    private LightSensorMsg() {}

    /// IOP → AP: how bright it is.
    public static final class Report {
        public static final int BYTES = 51;

        /// What begins every report.
        public static final int FIRST = 0xec;

        public static final Field MARK = u8("mark", 0, SOURCE);
        public static final Field SEQUENCE = u32("sequence", 1, SOURCE);
        public static final Field TIME = u64("time", 5, SOURCE);
        public static final Field RED = u32("red", 13, SOURCE);
        public static final Field GREEN = u32("green", 17, SOURCE);
        public static final Field BLUE = u32("blue", 21, SOURCE);
        public static final Field CLEAR = u32("clear", 25, SOURCE);

        /// A number of IEEE 754 in 32 bits.
        public static final Field LUX = u32("lux", 29, SOURCE);

        /// 3 where the light was measured.
        public static final Field STATUS = u32("status", 37, SOURCE);

        public static final Field GAIN = u16("gain", 41, SOURCE);

        /// Microseconds.
        public static final Field INTEGRATION = u32("integration time", 47, SOURCE);

        public static final Struct STRUCT = Struct.of(
                "ALS_REPORT",
                "How bright it is",
                BYTES,
                MARK,
                SEQUENCE,
                TIME,
                RED,
                GREEN,
                BLUE,
                CLEAR,
                LUX,
                STATUS,
                GAIN,
                INTEGRATION);

        private Report() {}

        /// Returns how bright it is, in lux.
        ///
        /// @param at where the report begins
        public static float lux(MemorySegment memory, long at) {
            return Float.intBitsToFloat((int) LUX.get(memory, at));
        }

        /// Returns whether a report of this size begins here.
        public static boolean isAt(MemorySegment memory, long at, long size) {
            return size >= BYTES && MARK.get(memory, at) == FIRST;
        }
    }

    /// Returns every structure here.
    public static List<Struct> structs() {
        return List.of(Report.STRUCT);
    }
}
