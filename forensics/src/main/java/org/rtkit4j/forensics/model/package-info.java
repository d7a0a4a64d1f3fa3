/// What a crash report says, whatever its form; plain data, already escaped.
@NullMarked
package org.rtkit4j.forensics.model;

import org.jspecify.annotations.NullMarked;
