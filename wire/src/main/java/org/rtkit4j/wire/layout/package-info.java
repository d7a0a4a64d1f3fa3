/// How a word or a structure is declared: once, as data, from which it is read, written, printed and documented.
@NullMarked
package org.rtkit4j.wire.layout;

import org.jspecify.annotations.NullMarked;
