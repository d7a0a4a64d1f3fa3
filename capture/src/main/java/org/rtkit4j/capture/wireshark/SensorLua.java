package org.rtkit4j.capture.wireshark;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rtkit4j.wire.afk.AfkRing.Entry;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.epic.Epic.SensorAnnounce;
import org.rtkit4j.wire.sensor.LidSensorMsg;
import org.rtkit4j.wire.sensor.LightSensorMsg;
import org.rtkit4j.wire.sensor.SensorProperty;

/// The part of the dissector that reads what a sensor is asked and reports: its entries have all of it inside.
final class SensorLua {
    private static final int PAYLOAD = Entry.HEAD_BYTES + Epic.HEADS_BYTES;
    private static final LuaStruct LIGHT =
            new LuaStruct(LightSensorMsg.Report.STRUCT, Set.of(LightSensorMsg.Report.LUX));
    private static final LuaStruct LID = LuaStruct.of(LidSensorMsg.Report.STRUCT);
    private static final LuaStruct PROPERTY = LuaStruct.of(SensorProperty.STRUCT);

    private SensorLua() {}

    /// Returns the script's template with this part filled in.
    static String into(String template) {
        return template.replace("@SENSOR_FIELDS@", declarations())
                .replace("@SENSOR_REPORTS@", reports())
                .replace("@SENSOR_REPORT@", "" + Epic.Type.SENSOR_REPORT)
                .replace("@SENSOR_PROPERTY@", PROPERTY.table(""))
                .replace("@SENSOR_KEY_BYTES@", "" + SensorProperty.HEAD_BYTES)
                .replace("@SET_BY_NUMBER@", "" + Epic.Type.SET_BY_NUMBER)
                .replace("@GET_BY_NUMBER@", "" + Epic.Type.GET_BY_NUMBER)
                .replace("@SENSOR_SERVICE@", "" + Epic.Type.SERVICE)
                .replace("@SENSOR_ANNOUNCE_BYTES@", "" + SensorAnnounce.BYTES)
                .replace("@SENSOR_NAME_BYTES@", "" + SensorAnnounce.NAME_BYTES)
                .replace("@SENSOR_CHANNEL_AT@", "" + (PAYLOAD + SensorAnnounce.CHANNEL.offset()));
    }

    private static String declarations() {
        return Stream.of(LIGHT, LID, PROPERTY)
                .map(LuaStruct::declarations)
                .flatMap(List::stream)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    // By the name of the service.
    private static String reports() {
        return "%s = %s, %s = %s"
                .formatted(LightSensorMsg.SERVICE, LIGHT.table(""), LidSensorMsg.SERVICE, LID.table(""));
    }
}
