/// How an emulated firmware writes its crash log.
@NullMarked
package org.rtkit4j.emulator.crashlog;

import org.jspecify.annotations.NullMarked;
