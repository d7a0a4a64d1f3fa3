package org.rtkit4j.app.display;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.OutputFile;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.drivers.display.Framebuffer;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit display show`: a picture on the display.
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a picture, whole and in its proportions; without one, a landscape of our own.",
            "Where the display is an emulated one, what is to be seen on it is compared with what was drawn.",
            ""
        })
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private final MonitorOption monitor = new MonitorOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "IMAGE",
            description = "A picture: PNG, or PPM (P6), of at most 67108864 pixels.")
    private @Nullable Path image;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = ModeName.AUTO,
            description = "1920x1080@60, 1920x1080, or auto: the best; default: ${DEFAULT-VALUE}.")
    private String mode = ModeName.AUTO;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "bgra",
            completionCandidates = PixelFormatNames.class,
            description = "How pixels lie in memory: bgra, rgba or w30r; default: ${DEFAULT-VALUE}.")
    private String format = "bgra";

    @Option(
            names = "--screenshot",
            paramLabel = "FILE",
            description = "Write what is to be seen on the emulated screen, as PNG.")
    private @Nullable Path screenshot;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Show it for so long; default: 0.")
    private int seconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (seconds < 0) {
            throw new ParameterException(spec.commandLine(), "--for is 0 or more: " + seconds);
        }
        OutputFile.requireApart("--screenshot", screenshot, "the picture", image);
        OutputFile.requireApart("--screenshot", screenshot, "--capture", monitor.capture());
        OutputFile.requireApart("--capture", monitor.capture(), "the picture", image);
        if (screenshot != null && !monitor.isEmulated()) {
            throw new BadInputException("--screenshot: only an emulated display can be looked at here");
        }
        PixelFormat pixels = PixelFormatNames.parse(format);
        var wanted = new ModeName(mode);
        Picture picture = image == null ? null : PictureFile.read(image);
        try (var session = monitor.open()) {
            session.closeOnExit();
            return show(session, wanted, pixels, picture);
        }
    }

    private int show(DisplaySession session, ModeName wanted, PixelFormat pixels, @Nullable Picture picture)
            throws Exception {
        Display display = session.display();
        TimingMode timing = wanted.among(session.timings());
        display.set(timing, display.bestColor());
        Picture drawn = picture == null
                ? Landscape.picture(timing.width(), timing.height())
                : PictureFile.fitted(picture, timing.width(), timing.height());
        try (Framebuffer memory = display.framebuffer(pixels)) {
            for (int y = 0; y < drawn.height(); y++) {
                memory.draw(0, y, drawn.rgb(), y * drawn.width(), drawn.width());
            }
            display.awaitFlip(display.flip(memory));
            return report(session, timing, pixels, drawn);
        }
    }

    private int report(DisplaySession session, TimingMode timing, PixelFormat pixels, Picture drawn) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        String what = image == null ? "a landscape" : image.toString();
        out.printf("%s shown as %s, %s%n", what, timing, pixels.letters());
        Screen screen = session.screen().orElse(null);
        int status = ExitStatus.OK;
        if (screen != null) {
            Picture seen = screen.picture().orElseThrow();
            status = compare(out, drawn, seen);
            write(seen);
        }
        out.flush();
        boolean _ = session.pause(Duration.ofSeconds(seconds));
        return status;
    }

    private static int compare(PrintWriter out, Picture drawn, Picture seen) {
        int differing = 0;
        for (int i = 0; i < drawn.rgb().length; i++) {
            differing += drawn.rgb()[i] == seen.rgb()[i] ? 0 : 1;
        }
        out.printf("seen on the screen: %d pixels, %d differ%n", seen.rgb().length, differing);
        return differing == 0 ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void write(Picture seen) throws Exception {
        if (screenshot != null) {
            OutputFile.write(screenshot, part -> Files.write(part, PngFile.bytes(seen)));
        }
    }
}
