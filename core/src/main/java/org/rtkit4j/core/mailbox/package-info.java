/// The mailbox and the CPU control of a co-processor, on top of its registers.
@NullMarked
package org.rtkit4j.core.mailbox;

import org.jspecify.annotations.NullMarked;
