/// The firmware of the system management controller: its keys, its shared memory, its events, and how it misbehaves.
@NullMarked
package org.rtkit4j.emulator.smc;

import org.jspecify.annotations.NullMarked;
