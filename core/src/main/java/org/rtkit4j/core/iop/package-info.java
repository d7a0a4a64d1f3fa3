/// A co-processor as drivers see it, and the two adapters that run its session: polled, and an event loop.
@NullMarked
package org.rtkit4j.core.iop;

import org.jspecify.annotations.NullMarked;
