/// Guesses, asked of a machine.
@NullMarked
package org.rtkit4j.app.probe;

import org.jspecify.annotations.NullMarked;
