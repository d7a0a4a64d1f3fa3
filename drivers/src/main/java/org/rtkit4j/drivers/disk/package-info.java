/// A disk as those who use one see it, whatever drives it: asynchronous commands, and a channel over them.
@NullMarked
package org.rtkit4j.drivers.disk;

import org.jspecify.annotations.NullMarked;
