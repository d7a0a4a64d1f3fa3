/// Who gives a co-processor its memory: one broker, three policies, and what may stand behind it (SART, DART).
@NullMarked
package org.rtkit4j.core.memory;

import org.jspecify.annotations.NullMarked;
