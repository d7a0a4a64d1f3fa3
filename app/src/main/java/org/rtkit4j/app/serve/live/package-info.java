/// Co-processors that the page watches: supervised, tapped, and their messages kept.
@NullMarked
package org.rtkit4j.app.serve.live;

import org.jspecify.annotations.NullMarked;
