/// The services behind AFK endpoints: what is announced, asked and told in the entries of their rings.
@NullMarked
package org.rtkit4j.wire.epic;

import org.jspecify.annotations.NullMarked;
