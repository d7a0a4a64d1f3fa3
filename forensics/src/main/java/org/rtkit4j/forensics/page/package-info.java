/// What the page asks about a report: answered by `rtkit serve`, and by the page itself where there is no server.
@NullMarked
package org.rtkit4j.forensics.page;

import org.jspecify.annotations.NullMarked;
