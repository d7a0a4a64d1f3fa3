/// A crash as an ELF core file: threads, registers, memory, and where each of them comes from.
@NullMarked
package org.rtkit4j.forensics.coredump;

import org.jspecify.annotations.NullMarked;
