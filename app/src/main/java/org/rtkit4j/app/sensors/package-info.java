/// `rtkit sensors`: what the always-on processor measures.
@NullMarked
package org.rtkit4j.app.sensors;

import org.jspecify.annotations.NullMarked;
