/// Which modules of a kernel a board needs for its disk, its display or its keyboard, and why.
@NullMarked
package org.rtkit4j.devicetree.closure;

import org.jspecify.annotations.NullMarked;
