/// Writing ELF files: layout, headers, symbols; and a firmware's Mach-O as an ELF image.
@NullMarked
package org.rtkit4j.forensics.elf;

import org.jspecify.annotations.NullMarked;
