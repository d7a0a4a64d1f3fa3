/// Why an emulated firmware crashes.
@NullMarked
package org.rtkit4j.emulator.crash;

import org.jspecify.annotations.NullMarked;
