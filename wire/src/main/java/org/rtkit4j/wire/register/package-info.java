/// The registers of the mailbox hardware and of the co-processor's CPU control.
@NullMarked
package org.rtkit4j.wire.register;

import org.jspecify.annotations.NullMarked;
