/// The services behind AFK endpoints, asked by the AP: who is there, commands with a deadline, reports, and calls
/// of the firmware's.
@NullMarked
package org.rtkit4j.drivers.epic;

import org.jspecify.annotations.NullMarked;
