/// Reports by the million: the readers of `forensics` as a Spark job, and what is asked of its tables.
@NullMarked
package org.rtkit4j.fleet;

import org.jspecify.annotations.NullMarked;
