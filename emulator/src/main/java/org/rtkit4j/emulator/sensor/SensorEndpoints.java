package org.rtkit4j.emulator.sensor;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.afk.EpicFirmware;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.afk.AfkRing;

/// What works behind the endpoints of the always-on processor, by the names that profiles give it.
///
/// The light sensor measures, and the lid knows its angle. Others are announced, so that a host that starts them finds
/// them, and support nothing. Names of services: m1n1 fw/aop/aopep.py.
public final class SensorEndpoints {
    private static final int MOST_STRIDE = 0x400;
    private static final Map<String, String[]> UNHEARD = Map.of(
            "spuapp", new String[] {"SPUApp", "i2c"},
            "accel", new String[] {"accel"},
            "gyro", new String[] {"gyro"},
            "wakehint", new String[] {"wakehint"},
            "aop-audio", new String[] {"aop-audio"},
            "aop-voicetrigger", new String[] {"aop-voicetrigger"});

    private SensorEndpoints() {}

    /// Returns them by their names.
    public static Map<String, FirmwareEndpoint.Factory> byName() {
        var all = new TreeMap<String, FirmwareEndpoint.Factory>();
        UNHEARD.forEach((name, services) -> all.put(name, (endpoint, kernel) -> unheard(endpoint, kernel, services)));
        all.put("als", (endpoint, kernel) -> new Daylight(rings(kernel)).create(endpoint, kernel));
        all.put("las", (endpoint, kernel) -> new Lid(rings(kernel)).create(endpoint, kernel));
        return all;
    }

    private static FirmwareEndpoint unheard(int endpoint, Kernel kernel, String... services) {
        var all = Stream.of(services).<EpicService>map(UnheardService::new).toList();
        return EpicFirmware.sensor(endpoint, kernel, rings(kernel), all);
    }

    // An alignment that no ring can have leaves them as they are without one.
    private static AfkSpec rings(Kernel kernel) {
        AfkSpec usual = AfkSpec.SENSOR;
        int stride = BootArguments.alignment(kernel.memory(), usual.stride());
        boolean isStride = stride > 0 && stride <= MOST_STRIDE && stride % AfkRing.UNIT_BYTES == 0;
        boolean divides = isStride && usual.fromApBytes() % stride == 0 && usual.toApBytes() % stride == 0;
        return divides ? new AfkSpec(usual.form(), stride, usual.fromApBytes(), usual.toApBytes()) : usual;
    }
}
