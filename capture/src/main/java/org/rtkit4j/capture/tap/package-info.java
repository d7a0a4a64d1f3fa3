/// Listening to mailboxes without holding them up: a ring for each, filled by who talks, drained by who wants to know.
@NullMarked
package org.rtkit4j.capture.tap;

import org.jspecify.annotations.NullMarked;
