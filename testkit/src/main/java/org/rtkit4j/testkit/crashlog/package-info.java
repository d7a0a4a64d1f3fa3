/// Binary crash logs for tests: made of sections, and taken apart without losing a byte.
@NullMarked
package org.rtkit4j.testkit.crashlog;

import org.jspecify.annotations.NullMarked;
