/// What captured messages mean: layouts, requests and their answers, counts and latencies.
@NullMarked
package org.rtkit4j.capture.decode;

import org.jspecify.annotations.NullMarked;
