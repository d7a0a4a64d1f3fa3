/// What a device tree says of each co-processor: where its registers are, what guards its memory, what it needs.
@NullMarked
package org.rtkit4j.devicetree.coprocessor;

import org.jspecify.annotations.NullMarked;
