/// The binary crash log as it stands, every byte of it: read into sections, changed or made anew, and written back.
@NullMarked
package org.rtkit4j.forensics.crashlog;

import org.jspecify.annotations.NullMarked;
