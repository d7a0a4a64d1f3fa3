/// The suite: our host beside Linux's, at the same work in the same run.
@NullMarked
package org.rtkit4j.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
