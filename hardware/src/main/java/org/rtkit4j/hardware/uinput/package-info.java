/// Input devices of Linux, made by a program: the kernel's uinput.
@NullMarked
package org.rtkit4j.hardware.uinput;

import org.jspecify.annotations.NullMarked;
