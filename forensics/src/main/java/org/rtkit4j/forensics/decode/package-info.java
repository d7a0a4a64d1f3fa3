/// Mailbox messages in plain language.
@NullMarked
package org.rtkit4j.forensics.decode;

import org.jspecify.annotations.NullMarked;
