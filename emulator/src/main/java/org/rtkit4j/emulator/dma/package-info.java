/// The filters between co-processors and memory, which the AP programs: SART and DART.
@NullMarked
package org.rtkit4j.emulator.dma;

import org.jspecify.annotations.NullMarked;
