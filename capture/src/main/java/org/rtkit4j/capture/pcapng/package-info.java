/// Captures as files: pcapng, written so that it can be cut off at any time, read whatever is in it.
@NullMarked
package org.rtkit4j.capture.pcapng;

import org.jspecify.annotations.NullMarked;
