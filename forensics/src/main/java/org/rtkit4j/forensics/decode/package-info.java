/// Words of a report in plain language: exception registers and mailbox messages.
@NullMarked
package org.rtkit4j.forensics.decode;

import org.jspecify.annotations.NullMarked;
