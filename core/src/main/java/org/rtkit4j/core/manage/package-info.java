/// Supervised co-processors over JMX; needs the module `java.management` at run time.
@NullMarked
package org.rtkit4j.core.manage;

import org.jspecify.annotations.NullMarked;
