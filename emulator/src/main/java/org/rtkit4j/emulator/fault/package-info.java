/// Faults of firmware, mailbox and memory, planned by step and injected between the two ends.
@NullMarked
package org.rtkit4j.emulator.fault;

import org.jspecify.annotations.NullMarked;
