/// Co-processors as data: one readable file each.
@NullMarked
package org.rtkit4j.emulator.profile;

import org.jspecify.annotations.NullMarked;
