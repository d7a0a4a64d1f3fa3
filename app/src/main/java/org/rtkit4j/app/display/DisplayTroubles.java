package org.rtkit4j.app.display;

import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.drivers.display.DisplayFault;
import org.rtkit4j.drivers.display.DisplayListener;
import picocli.CommandLine.Model.CommandSpec;

/// Says on stderr what was wrong with a display, and survived.
///
/// @param spec of the command that talks to it
record DisplayTroubles(CommandSpec spec) implements DisplayListener {
    @Override
    public void onTrouble(DisplayFault fault) {
        Verbosity.remarks(spec).println("rtkit: display: " + fault.message());
    }
}
