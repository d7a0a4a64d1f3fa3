/// What a report has kept of its mailboxes, as a capture.
@NullMarked
package org.rtkit4j.forensics.recording;

import org.jspecify.annotations.NullMarked;
