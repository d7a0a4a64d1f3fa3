/// The structures of the binary crash log that a co-processor leaves in shared memory.
@NullMarked
package org.rtkit4j.wire.crashlog;

import org.jspecify.annotations.NullMarked;
