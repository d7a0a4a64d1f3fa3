/// The image that a firmware pretends to be: versions, tasks and addresses, all of them invented.
@NullMarked
package org.rtkit4j.emulator.image;

import org.jspecify.annotations.NullMarked;
