/// Which host survives which firmware.
@NullMarked
package org.rtkit4j.app.matrix;

import org.jspecify.annotations.NullMarked;
