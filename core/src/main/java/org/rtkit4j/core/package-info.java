/// The AP's side of RTKit.
@NullMarked
package org.rtkit4j.core;

import org.jspecify.annotations.NullMarked;
