/// What follows from the mailbox logs of a report without standing in them: the order of rings, and requests
/// without an answer.
@NullMarked
package org.rtkit4j.forensics.requests;

import org.jspecify.annotations.NullMarked;
