package org.rtkit4j.app.display;

import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.TimingMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit display set`: another mode.
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        description = {"Sets a mode of the monitor, and prints which one it is.", ""})
final class SetModeCommand implements Callable<Integer> {
    @Mixin
    private final MonitorOption monitor = new MonitorOption();

    @Parameters(paramLabel = "MODE", description = "1920x1080@60, 1920x1080, or auto: the best.")
    private String mode = ModeName.AUTO;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var wanted = new ModeName(mode);
        try (var session = monitor.open()) {
            Display display = session.display();
            TimingMode timing = wanted.among(session.timings());
            ColorMode color = display.bestColor();
            display.set(timing, color);
            spec.commandLine().getOut().printf("%s, %s%n", timing, color);
            spec.commandLine().getOut().flush();
        }
        return ExitStatus.OK;
    }
}
