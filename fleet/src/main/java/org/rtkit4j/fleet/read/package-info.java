/// Reads inputs with the readers of `forensics`, each within limits of bytes and time, into rows.
@NullMarked
package org.rtkit4j.fleet.read;

import org.jspecify.annotations.NullMarked;
