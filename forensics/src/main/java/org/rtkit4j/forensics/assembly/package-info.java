/// Reports under construction.
@NullMarked
package org.rtkit4j.forensics.assembly;

import org.jspecify.annotations.NullMarked;
