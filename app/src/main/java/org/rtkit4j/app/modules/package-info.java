/// `rtkit modules`: which kernel modules a board needs, and whether an initramfs has them.
@NullMarked
package org.rtkit4j.app.modules;

import org.jspecify.annotations.NullMarked;
