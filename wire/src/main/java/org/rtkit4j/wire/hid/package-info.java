/// Human interface devices: the items of report descriptors, and the usages that keyboards and trackpads have.
@NullMarked
package org.rtkit4j.wire.hid;

import org.jspecify.annotations.NullMarked;
