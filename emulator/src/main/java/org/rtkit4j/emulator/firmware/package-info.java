/// The firmware that a co-processor runs: RTKit's system endpoints, and a plug for application endpoints.
@NullMarked
package org.rtkit4j.emulator.firmware;

import org.jspecify.annotations.NullMarked;
