/// Crash reports of co-processors.
@NullMarked
package org.rtkit4j.forensics;

import org.jspecify.annotations.NullMarked;
