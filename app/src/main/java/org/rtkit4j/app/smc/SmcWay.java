package org.rtkit4j.app.smc;

import java.io.IOException;
import java.io.PrintWriter;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.smc.SmcException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What every command here has: the way to its controller, and where it prints.
class SmcWay {
    @Mixin
    private final ViaOption via = new ViaOption();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    final SmcSession open() throws BadInputException, IOException, RtkitException, SmcException, InterruptedException {
        return SmcSession.open(via);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /// Says something that is no result.
    final void say(String what) {
        Verbosity.remarks(spec).println("rtkit: " + what);
    }
}
