/// What recording costs, and how fast captures are read.
@NullMarked
package org.rtkit4j.benchmarks.capture;

import org.jspecify.annotations.NullMarked;
