/// The disk: the driver alone, and over NBD beside nbdkit.
@NullMarked
package org.rtkit4j.benchmarks.disk;

import org.jspecify.annotations.NullMarked;
