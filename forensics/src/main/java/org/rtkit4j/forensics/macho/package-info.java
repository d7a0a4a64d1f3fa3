/// Firmware files: Mach-O for Arm, read without trusting any of their numbers.
@NullMarked
package org.rtkit4j.forensics.macho;

import org.jspecify.annotations.NullMarked;
