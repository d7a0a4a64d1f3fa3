/// Clocks, seeds, dialogues, probes.
@NullMarked
package org.rtkit4j.testkit;

import org.jspecify.annotations.NullMarked;
