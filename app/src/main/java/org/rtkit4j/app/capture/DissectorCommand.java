package org.rtkit4j.app.capture;

import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.capture.wireshark.Dissector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `rtkit capture dissector`: Wireshark's way to read captures.
@Command(
        name = "dissector",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a Wireshark dissector in Lua, made from the message layouts.",
            "  rtkit capture dissector > rtkit.lua",
            "  tshark -X lua_script:rtkit.lua -r FILE -Y 'rtkit.mgmt.type == 8'",
            ""
        })
final class DissectorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(Dissector.lua());
        out.flush();
        return ExitStatus.OK;
    }
}
