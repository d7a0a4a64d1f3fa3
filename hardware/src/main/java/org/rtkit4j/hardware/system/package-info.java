/// Calls into the system's C library.
@NullMarked
package org.rtkit4j.hardware.system;

import org.jspecify.annotations.NullMarked;
