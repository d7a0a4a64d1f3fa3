/// Files as the modules above take them: what each has to get right, and no message says. Not for others.
@NullMarked
package org.rtkit4j.wire.file;

import org.jspecify.annotations.NullMarked;
