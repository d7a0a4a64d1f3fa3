/// AFK endpoints as firmware has them, and the services behind them.
@NullMarked
package org.rtkit4j.emulator.afk;

import org.jspecify.annotations.NullMarked;
