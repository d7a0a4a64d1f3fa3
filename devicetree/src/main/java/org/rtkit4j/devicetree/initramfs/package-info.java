/// What is in an initramfs: cpio archives, one behind the other, packed or not.
@NullMarked
package org.rtkit4j.devicetree.initramfs;

import org.jspecify.annotations.NullMarked;
