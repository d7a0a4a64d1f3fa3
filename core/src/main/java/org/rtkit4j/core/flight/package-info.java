/// What happens to co-processors, as events of JDK Flight Recorder; needs the module `jdk.jfr` at run time.
@NullMarked
package org.rtkit4j.core.flight;

import org.jspecify.annotations.NullMarked;
