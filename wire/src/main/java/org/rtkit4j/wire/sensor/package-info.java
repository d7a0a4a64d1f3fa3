/// What sensors behind the always-on processor are told, and what they report.
@NullMarked
package org.rtkit4j.wire.sensor;

import org.jspecify.annotations.NullMarked;
