/// `rtkit display`: modes, pictures on a display, and what becomes of its monitor.
@NullMarked
package org.rtkit4j.app.display;

import org.jspecify.annotations.NullMarked;
