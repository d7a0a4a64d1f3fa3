/// Sensors behind the always-on processor.
@NullMarked
package org.rtkit4j.drivers.sensor;

import org.jspecify.annotations.NullMarked;
