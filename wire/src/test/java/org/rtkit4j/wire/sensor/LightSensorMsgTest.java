package org.rtkit4j.wire.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.rtkit4j.wire.sensor.LightSensorMsg.Report;

/// Bytes by hand, from m1n1 `fw/aop/ipc.py` and linux `drivers/iio/common/aop_sensors`.
class LightSensorMsgTest {
    @Test
    void aReportOfTheLight() {
        MemorySegment said = bytes("ec 07000000 8877665544332211 01010000 02010000 03010000 04010000"
                + "0000c842 00000000 03000000 2c01 00 00 0000 a0860100");
        assertEquals(Report.BYTES, said.byteSize());
        assertEquals(Report.FIRST, Report.MARK.get(said, 0));
        assertEquals(7, Report.SEQUENCE.get(said, 0));
        assertEquals(0x1122_3344_5566_7788L, Report.TIME.get(said, 0));
        assertEquals(0x101, Report.RED.get(said, 0));
        assertEquals(0x102, Report.GREEN.get(said, 0));
        assertEquals(0x103, Report.BLUE.get(said, 0));
        assertEquals(0x104, Report.CLEAR.get(said, 0));
        assertEquals(100.0f, Report.lux(said, 0));
        assertTrue(Report.isAt(said, 0, Report.BYTES));
        assertEquals(3, Report.STATUS.get(said, 0));
        assertEquals(300, Report.GAIN.get(said, 0));
        assertEquals(100_000, Report.INTEGRATION.get(said, 0));
    }

    @Test
    void aReportOfTheLid() {
        assertEquals(110, LidSensorMsg.Report.ANGLE.get(bytes("01 6e"), 0));
    }

    @Test
    void aPropertyIsAKeyAndAValue() {
        MemorySegment asked = bytes("00000000 400d0300");
        assertEquals(SensorProperty.INTERVAL, SensorProperty.KEY.get(asked, 0));
        assertEquals(200_000, SensorProperty.VALUE.get(asked, 0));
    }

    @Test
    void aPropertyHasANameOrItsNumber() {
        assertEquals("interval", SensorProperty.name(0));
        assertEquals("verbosity", SensorProperty.name(0xe1));
        assertEquals("0xe4", SensorProperty.name(0xe4));
        assertEquals("0xffffffff", SensorProperty.name(0xffff_ffffL));
    }

    private static MemorySegment bytes(String hex) {
        return MemorySegment.ofArray(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
