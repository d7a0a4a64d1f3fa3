/// The rings of AFK endpoints in shared memory; the words of their mailbox are
/// [Afk][org.rtkit4j.wire.message.Afk].
@NullMarked
package org.rtkit4j.wire.afk;

import org.jspecify.annotations.NullMarked;
