/// A crash report as text for people.
@NullMarked
package org.rtkit4j.forensics.explain;

import org.jspecify.annotations.NullMarked;
