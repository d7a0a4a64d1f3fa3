/// What a terminal is told, and what it is never told.
@NullMarked
package org.rtkit4j.app.terminal;

import org.jspecify.annotations.NullMarked;
