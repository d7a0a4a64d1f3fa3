/// Archives that people send, read as a stream and not trusted.
@NullMarked
package org.rtkit4j.archive;

import org.jspecify.annotations.NullMarked;
