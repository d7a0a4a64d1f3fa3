/// Two threads on one object, millions of times: what each saw, and whether it may.
@NullMarked
package org.rtkit4j.stress;

import org.jspecify.annotations.NullMarked;
