/// Panic reports of macOS and iOS, and the containers they come in.
@NullMarked
package org.rtkit4j.forensics.panic;

import org.jspecify.annotations.NullMarked;
