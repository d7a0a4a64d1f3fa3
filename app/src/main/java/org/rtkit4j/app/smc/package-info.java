/// `rtkit smc`: keys, sensors, battery, events, a live view and an exporter.
@NullMarked
package org.rtkit4j.app.smc;

import org.jspecify.annotations.NullMarked;
