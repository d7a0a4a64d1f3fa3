/// Sensors behind the always-on processor.
@NullMarked
package org.rtkit4j.emulator.sensor;

import org.jspecify.annotations.NullMarked;
