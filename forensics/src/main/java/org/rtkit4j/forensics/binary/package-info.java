/// The binary crash log that a co-processor leaves in shared memory.
@NullMarked
package org.rtkit4j.forensics.binary;

import org.jspecify.annotations.NullMarked;
