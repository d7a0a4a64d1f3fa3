/// The storage co-processor's NVMe controller as a disk: written on registers and memory, blind to who implements
/// them.
@NullMarked
package org.rtkit4j.drivers.nvme;

import org.jspecify.annotations.NullMarked;
