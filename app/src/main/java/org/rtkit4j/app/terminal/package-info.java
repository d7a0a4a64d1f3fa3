/// What the caller is told: exit status, colour, and text that a terminal may see.
@NullMarked
package org.rtkit4j.app.terminal;

import org.jspecify.annotations.NullMarked;
