/// The `rtkit` command.
@NullMarked
package org.rtkit4j.app;

import org.jspecify.annotations.NullMarked;
