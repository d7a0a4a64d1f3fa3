/// The mailbox hardware between AP and IOP.
@NullMarked
package org.rtkit4j.emulator.mailbox;

import org.jspecify.annotations.NullMarked;
