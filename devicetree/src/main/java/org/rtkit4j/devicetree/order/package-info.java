/// In which order suppliers and modules come, and where there is none.
@NullMarked
package org.rtkit4j.devicetree.order;

import org.jspecify.annotations.NullMarked;
