/// From the mailboxes of a live co-processor to a file.
@NullMarked
package org.rtkit4j.capture.record;

import org.jspecify.annotations.NullMarked;
