/// The modules of a Linux kernel: which drives what, which needs which, in which order they load.
@NullMarked
package org.rtkit4j.devicetree.modules;

import org.jspecify.annotations.NullMarked;
