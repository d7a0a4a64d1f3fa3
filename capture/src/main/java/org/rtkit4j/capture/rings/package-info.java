/// Rings of AFK endpoints as captures have them: where they lie, and what their entries are made of. For this module
/// alone.
@NullMarked
package org.rtkit4j.capture.rings;

import org.jspecify.annotations.NullMarked;
