/// Listening to mailboxes without holding them up: a ring for each, which the talking end fills and a listener drains.
@NullMarked
package org.rtkit4j.capture.tap;

import org.jspecify.annotations.NullMarked;
