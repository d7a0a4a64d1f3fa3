/// What host and firmware of a display co-processor both mean: pixels, timings, colours.
@NullMarked
package org.rtkit4j.wire.display;

import org.jspecify.annotations.NullMarked;
