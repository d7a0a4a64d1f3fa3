/// `rtkit capture`: captures, decoded, counted, turned into other formats.
@NullMarked
package org.rtkit4j.app.capture;

import org.jspecify.annotations.NullMarked;
