/// Keeps co-processors running: restarts them with a back-off, collects their crash logs, says how they are.
@NullMarked
package org.rtkit4j.core.supervise;

import org.jspecify.annotations.NullMarked;
