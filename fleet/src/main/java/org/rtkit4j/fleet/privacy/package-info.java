/// What keeps people out of the tables: keys become pseudonyms, and texts lose what names somebody.
@NullMarked
package org.rtkit4j.fleet.privacy;

import org.jspecify.annotations.NullMarked;
