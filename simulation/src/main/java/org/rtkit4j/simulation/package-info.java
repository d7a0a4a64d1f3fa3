/// Complete lifecycles of a host and an emulated co-processor, with faults, and the rules that hold throughout.
@NullMarked
package org.rtkit4j.simulation;

import org.jspecify.annotations.NullMarked;
