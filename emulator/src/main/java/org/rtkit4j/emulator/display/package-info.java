/// What a display co-processor has before it: a pipe that fetches pictures from memory, and a monitor that somebody
/// plugs in and looks at.
@NullMarked
package org.rtkit4j.emulator.display;

import org.jspecify.annotations.NullMarked;
