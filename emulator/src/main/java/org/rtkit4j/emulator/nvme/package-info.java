/// The storage co-processor: an NVMe controller, the disk behind it, and what can go wrong with both.
@NullMarked
package org.rtkit4j.emulator.nvme;

import org.jspecify.annotations.NullMarked;
