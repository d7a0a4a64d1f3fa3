/// Which messages belong together: requests, and what answers them.
@NullMarked
package org.rtkit4j.wire.conversation;

import org.jspecify.annotations.NullMarked;
