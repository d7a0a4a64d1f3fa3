/// `rtkit nvme`: the storage co-processor's disk.
@NullMarked
package org.rtkit4j.app.nvme;

import org.jspecify.annotations.NullMarked;
