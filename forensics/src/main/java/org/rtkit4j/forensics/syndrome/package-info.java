/// What the values of status registers say, field by field.
@NullMarked
package org.rtkit4j.forensics.syndrome;

import org.jspecify.annotations.NullMarked;
