package org.rtkit4j.app.display;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.rtkit4j.app.display.MonitorOption.MonitorNames;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.emulator.display.Monitor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rtkit display plug`: a hand at an emulated display of another process.
@Command(
        name = "plug",
        mixinStandardHelpOptions = true,
        description = {
            "Plugs a monitor into an emulated display of another process.",
            "Whoever drives it there is told; the one before is pulled out.",
            ""
        },
        footer = {
            "",
            "For example, each line in a terminal of its own:",
            "  rtkit emulate --proxy tcp:7000 --profile dcp --live 9140",
            "  rtkit display watch --via m1n1:tcp:127.0.0.1:7000",
            "  rtkit display plug full-hd"
        })
final class PlugCommand implements Callable<Integer> {
    @Mixin
    private final PageOption page = new PageOption();

    @Parameters(
            paramLabel = "MONITOR",
            completionCandidates = MonitorNames.class,
            description = "notebook, full-hd, ultra-hd or fail-safe; none: as unplug.")
    private String monitor = "";

    @Override
    public Integer call() throws BadInputException, IOException {
        if (!MonitorOption.isOne(monitor)) {
            throw new BadInputException(
                    "%s: no such monitor, there are %s and none".formatted(monitor, Monitor.names()));
        }
        page.order(monitor.equals(MonitorOption.NONE) ? UnplugCommand.ORDER : "plug?monitor=" + monitor);
        return ExitStatus.OK;
    }
}
