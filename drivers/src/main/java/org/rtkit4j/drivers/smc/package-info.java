/// The system management controller: keys, sensors, pins, clock, power, events. Start at
/// [org.rtkit4j.drivers.smc.Smc].
@NullMarked
package org.rtkit4j.drivers.smc;

import org.jspecify.annotations.NullMarked;
