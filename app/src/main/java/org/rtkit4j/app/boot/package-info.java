/// `rtkit boot`, `cycles` and `faults`: bring a co-processor up and show what it says: once, again and again, and
/// whatever happens to it.
@NullMarked
package org.rtkit4j.app.boot;

import org.jspecify.annotations.NullMarked;
