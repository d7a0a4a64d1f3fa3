/// JSON documents, set up in one place.
@NullMarked
package org.rtkit4j.app.json;

import org.jspecify.annotations.NullMarked;
