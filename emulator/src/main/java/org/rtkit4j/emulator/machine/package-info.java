/// The machine: address space, memory, interrupt lines, clock and work queue.
@NullMarked
package org.rtkit4j.emulator.machine;

import org.jspecify.annotations.NullMarked;
