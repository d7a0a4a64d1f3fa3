/// What follows from a report without standing in it: its subject, its fingerprint, the clocks' offset, a time line.
@NullMarked
package org.rtkit4j.forensics.analysis;

import org.jspecify.annotations.NullMarked;
