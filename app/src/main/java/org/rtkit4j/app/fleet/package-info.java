/// `rtkit fleet`, which an add-on does.
@NullMarked
package org.rtkit4j.app.fleet;

import org.jspecify.annotations.NullMarked;
