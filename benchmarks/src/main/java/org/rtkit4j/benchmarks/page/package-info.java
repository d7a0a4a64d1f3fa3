/// The page's server over hours.
@NullMarked
package org.rtkit4j.benchmarks.page;

import org.jspecify.annotations.NullMarked;
