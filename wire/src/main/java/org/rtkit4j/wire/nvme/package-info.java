/// The storage co-processor's NVMe controller: registers, queue entries, and the structures that commands carry.
@NullMarked
package org.rtkit4j.wire.nvme;

import org.jspecify.annotations.NullMarked;
