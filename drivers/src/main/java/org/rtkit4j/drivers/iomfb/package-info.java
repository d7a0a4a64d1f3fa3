/// The AP's end of the display's calls: packets in shared memory, what the firmware is given of memory and
/// registers, and what it tells of monitors.
@NullMarked
package org.rtkit4j.drivers.iomfb;

import org.jspecify.annotations.NullMarked;
