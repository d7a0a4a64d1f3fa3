/// Evidence of speed and size; never shipped.
@NullMarked
package org.rtkit4j.benchmarks;

import org.jspecify.annotations.NullMarked;
