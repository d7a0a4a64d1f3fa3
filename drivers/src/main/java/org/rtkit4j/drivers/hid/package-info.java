/// HID report descriptors, read as far as keyboards and pointers need them.
@NullMarked
package org.rtkit4j.drivers.hid;

import org.jspecify.annotations.NullMarked;
