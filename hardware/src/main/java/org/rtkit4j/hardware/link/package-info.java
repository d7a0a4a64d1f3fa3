/// Bytes to and from the machine at the other end: TCP, pseudo-terminals, serial lines.
@NullMarked
package org.rtkit4j.hardware.link;

import org.jspecify.annotations.NullMarked;
