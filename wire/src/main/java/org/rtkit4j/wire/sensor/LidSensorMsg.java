package org.rtkit4j.wire.sensor;

import static org.rtkit4j.wire.layout.Field.u8;

import java.util.List;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// The sensor of a notebook's lid: the service `las` of the always-on processor. Nobody asks it for anything; it says
/// the angle by itself.
///
/// Source: linux `drivers/iio/common/aop_sensors/aop_las.rs`, which reads one byte of a report.
public final class LidSensorMsg {
    public static final String SERVICE = "las";

    private static final String SOURCE = "linux aop_las.rs";

    private LidSensorMsg() {}

    /// IOP → AP: how far the lid is open. What stands behind the angle is not known, and may be more.
    public static final class Report {
        public static final int BYTES = 2;

        /// What our firmware begins a report with: hosts do not look at it.
        public static final int FIRST = 1;

        public static final Field MARK = u8("mark", 0, "no source names it");

        /// Degrees, 0: closed. That they are degrees is *guess* `las-degrees`.
        public static final Field ANGLE = u8("angle", 1, SOURCE);

        public static final Struct STRUCT = Struct.of("LAS_REPORT", "How far the lid is open", BYTES, MARK, ANGLE);

        private Report() {}
    }

    /// Returns every structure here.
    public static List<Struct> structs() {
        return List.of(Report.STRUCT);
    }
}
