/// The co-processor's side of RTKit.
@NullMarked
package org.rtkit4j.emulator;

import org.jspecify.annotations.NullMarked;
