package org.rtkit4j.drivers.smc;

/// A fan, in revolutions per minute.
///
/// @param sensor its actual speed
/// @param minimum key of the lowest speed
/// @param maximum key of the highest speed
/// @param target key of the speed that it is to have
/// @param mode key that is 1 while the target is what was written, 0 while the controller decides
public record Fan(Sensor sensor, SmcKey minimum, SmcKey maximum, SmcKey target, SmcKey mode) {
    /// Returns the fan of an actual-speed key `F?Ac`.
    static Fan of(Sensor sensor) {
        String name = sensor.key().toString().substring(0, 2);
        return new Fan(
                sensor, SmcKey.of(name + "Mn"), SmcKey.of(name + "Mx"), SmcKey.of(name + "Tg"), SmcKey.of(name + "Md"));
    }
}
