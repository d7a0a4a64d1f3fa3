/// Linear scanning of text that may be hostile.
@NullMarked
package org.rtkit4j.forensics.text;

import org.jspecify.annotations.NullMarked;
