/// A crash report as JSON.
@NullMarked
package org.rtkit4j.forensics.json;

import org.jspecify.annotations.NullMarked;
