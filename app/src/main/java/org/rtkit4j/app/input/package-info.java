/// `rtkit input`: keyboard and trackpad.
@NullMarked
package org.rtkit4j.app.input;

import org.jspecify.annotations.NullMarked;
