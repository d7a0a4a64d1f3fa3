/// What is asked of the tables, and how it is told.
@NullMarked
package org.rtkit4j.fleet.summary;

import org.jspecify.annotations.NullMarked;
