/// The firmware's end of the display's calls: packets in the memory that the AP shares, and who waits for whom.
@NullMarked
package org.rtkit4j.emulator.iomfb;

import org.jspecify.annotations.NullMarked;
