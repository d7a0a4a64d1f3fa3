/// What follows from a report without standing in it: unanswered requests, the clocks' offset, the order of rings.
@NullMarked
package org.rtkit4j.forensics.analysis;

import org.jspecify.annotations.NullMarked;
