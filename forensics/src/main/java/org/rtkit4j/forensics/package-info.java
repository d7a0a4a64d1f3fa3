/// Where reading starts: from the bytes of a file to the crash reports in it.
@NullMarked
package org.rtkit4j.forensics;

import org.jspecify.annotations.NullMarked;
