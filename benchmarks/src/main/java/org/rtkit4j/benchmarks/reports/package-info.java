/// Crash reports: generated ones, and how fast they are read.
@NullMarked
package org.rtkit4j.benchmarks.reports;

import org.jspecify.annotations.NullMarked;
