/// `rtkit supervise`: keeps an emulated co-processor running.
@NullMarked
package org.rtkit4j.app.supervise;

import org.jspecify.annotations.NullMarked;
