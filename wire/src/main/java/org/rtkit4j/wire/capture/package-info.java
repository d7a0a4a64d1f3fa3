/// How a message is written down in a file: the frame that a capture holds for each.
@NullMarked
package org.rtkit4j.wire.capture;

import org.jspecify.annotations.NullMarked;
