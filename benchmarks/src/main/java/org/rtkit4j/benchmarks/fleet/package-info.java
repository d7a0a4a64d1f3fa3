/// Many co-processors at once: how many messages go there and back, what the host keeps for each, and how they come
/// back after crashes.
@NullMarked
package org.rtkit4j.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
