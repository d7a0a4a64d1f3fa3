/// The protocol as a state machine: messages in, words out. No I/O, no thread, no clock, no log.
@NullMarked
package org.rtkit4j.core.session;

import org.jspecify.annotations.NullMarked;
