/// What a driver is written against, whoever provides it: registers, shared memory, mailbox, interrupt lines.
@NullMarked
package org.rtkit4j.wire.port;

import org.jspecify.annotations.NullMarked;
