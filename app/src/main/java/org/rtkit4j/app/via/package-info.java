/// The ways in: what `--via` names, opened as a platform that a driver cannot tell from another.
@NullMarked
package org.rtkit4j.app.via;

import org.jspecify.annotations.NullMarked;
