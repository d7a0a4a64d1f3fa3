/// A machine with co-processors that are reachable through registers and memory only: start at `EmulatedMachine`.
@NullMarked
package org.rtkit4j.emulator;

import org.jspecify.annotations.NullMarked;
