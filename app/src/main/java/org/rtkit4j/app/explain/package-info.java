/// `rtkit explain`: reads crash reports and says what happened.
@NullMarked
package org.rtkit4j.app.explain;

import org.jspecify.annotations.NullMarked;
