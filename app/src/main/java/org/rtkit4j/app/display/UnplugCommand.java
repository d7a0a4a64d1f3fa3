package org.rtkit4j.app.display;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rtkit display unplug`: a hand at an emulated display of another process.
@Command(
        name = "unplug",
        mixinStandardHelpOptions = true,
        description = {
            "Pulls the monitor out of an emulated display of another process.",
            "Whoever drives it there is told; where there is none, nothing happens.",
            ""
        })
final class UnplugCommand implements Callable<Integer> {
    /// What the page calls it.
    static final String ORDER = "unplug";

    @Mixin
    private final PageOption page = new PageOption();

    @Override
    public Integer call() throws BadInputException, IOException {
        page.order(ORDER);
        return ExitStatus.OK;
    }
}
