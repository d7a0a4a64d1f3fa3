/// What is known besides the report: rows of text files, each with its source and its date.
@NullMarked
package org.rtkit4j.forensics.knowledge;

import org.jspecify.annotations.NullMarked;
