/// Physical addresses of the machine that this program runs on, mapped through `/dev/mem`, UIO, or any file.
@NullMarked
package org.rtkit4j.hardware.mapped;

import org.jspecify.annotations.NullMarked;
