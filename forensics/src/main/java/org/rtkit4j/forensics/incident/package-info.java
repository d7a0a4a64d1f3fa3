/// Files of Apple's diagnostics that are no panics.
@NullMarked
package org.rtkit4j.forensics.incident;

import org.jspecify.annotations.NullMarked;
