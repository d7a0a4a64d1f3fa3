/// `rtkit emulate`: a Mac in this process that other programs' drivers boot co-processors on.
@NullMarked
package org.rtkit4j.app.emulate;

import org.jspecify.annotations.NullMarked;
