/// `rtkit devices`: what a device tree says of each co-processor.
@NullMarked
package org.rtkit4j.app.devices;

import org.jspecify.annotations.NullMarked;
