/// The filter before a storage co-processor, driven through its registers.
@NullMarked
package org.rtkit4j.drivers.sart;

import org.jspecify.annotations.NullMarked;
