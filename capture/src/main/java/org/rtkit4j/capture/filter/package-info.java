/// Expressions that choose messages.
@NullMarked
package org.rtkit4j.capture.filter;

import org.jspecify.annotations.NullMarked;
