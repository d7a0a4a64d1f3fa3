/// A recorded firmware that answers a live host.
@NullMarked
package org.rtkit4j.capture.replay;

import org.jspecify.annotations.NullMarked;
