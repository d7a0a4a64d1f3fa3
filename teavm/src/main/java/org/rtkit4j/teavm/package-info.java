/// What TeaVM lacks of the JDK, or has wrong: methods here, classes under `org.teavm.classlib`, where it looks for
/// them.
@NullMarked
package org.rtkit4j.teavm;

import org.jspecify.annotations.NullMarked;
