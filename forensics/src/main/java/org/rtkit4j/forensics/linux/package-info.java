/// Lines of the Linux kernel log that speak of RTKit.
@NullMarked
package org.rtkit4j.forensics.linux;

import org.jspecify.annotations.NullMarked;
