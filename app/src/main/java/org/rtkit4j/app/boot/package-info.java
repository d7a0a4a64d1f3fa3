/// `rtkit boot`: brings a co-processor up and shows what it says.
@NullMarked
package org.rtkit4j.app.boot;

import org.jspecify.annotations.NullMarked;
