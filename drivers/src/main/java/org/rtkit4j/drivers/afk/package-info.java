/// AFK endpoints as the AP has them: two rings in shared memory, and the words that ring their bells.
///
/// The memory of the rings is the firmware's to write, too. Its sizes are read once, when a ring is named; every
/// pointer and every length is checked where it is read, and read once; what is taken from a ring was copied before
/// it was looked at.
@NullMarked
package org.rtkit4j.drivers.afk;

import org.jspecify.annotations.NullMarked;
