/// The mailbox messages of every endpoint, declared as layouts, and the names that reports give them.
@NullMarked
package org.rtkit4j.wire.message;

import org.jspecify.annotations.NullMarked;
