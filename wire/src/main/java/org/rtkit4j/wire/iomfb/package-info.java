/// What the display co-processor and the AP call of each other through shared memory: packets, call numbers of two
/// generations of firmware, arguments, and the structures of a swap.
@NullMarked
package org.rtkit4j.wire.iomfb;

import org.jspecify.annotations.NullMarked;
