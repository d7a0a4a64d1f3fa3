/// What a firmware that crashes leaves behind.
@NullMarked
package org.rtkit4j.emulator.crash;

import org.jspecify.annotations.NullMarked;
