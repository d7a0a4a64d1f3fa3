/// The add-on as a command.
@NullMarked
package org.rtkit4j.fleet.command;

import org.jspecify.annotations.NullMarked;
