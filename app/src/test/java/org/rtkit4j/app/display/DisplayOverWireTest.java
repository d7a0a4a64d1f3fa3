package org.rtkit4j.app.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.MacOverWire;
import org.rtkit4j.app.Main;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.drivers.display.DisplayListener;
import org.rtkit4j.drivers.display.Framebuffer;
import org.rtkit4j.drivers.display.PortTarget;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.iomfb.IomfbVersion;

/// A display of a Mac at the other end of a wire, whose picture is fetched through a DART of its own.
class DisplayOverWireTest {
    private static Profile display(String calls) {
        return Profile.named("dcp")
                .with("display.connector", "external")
                .with("display.monitor", "fail-safe")
                .with("display.iomfb", calls);
    }

    @ParameterizedTest
    @EnumSource
    void aPictureIsSeenByTheOperatingSystemsWay(IomfbVersion version) throws Exception {
        try (var mac = MacOverWire.with(display(version.label()))) {
            showsEveryPixel(mac, DisplayRoad.toPanel(true, version));
        }
    }

    @Test
    void aPictureIsSeenByTheBootLoadersWay() throws Exception {
        try (var mac = MacOverWire.with(display("12.3"))) {
            showsEveryPixel(mac, DisplayRoad.toPanel(false, null));
        }
    }

    private static void showsEveryPixel(MacOverWire mac, DisplayRoad road) throws Exception {
        showsEveryPixel(mac, road, mac.coprocessor().screen());
    }

    private static void showsEveryPixel(MacOverWire mac, DisplayRoad road, Screen screen) throws Exception {
        try (var session = DisplaySession.open(ViaOption.of(mac.via()), "", road, DisplayListener.NONE)) {
            Display display = session.display();
            display.set(display.timings().getFirst(), display.colors().getFirst());
            try (Framebuffer memory = display.framebuffer(PixelFormat.W30R)) {
                int[] rgb = new SplittableRandom(7)
                        .ints((long) memory.width() * memory.height(), 0, 1 << 24)
                        .toArray();
                for (int y = 0; y < memory.height(); y++) {
                    memory.draw(0, y, rgb, y * memory.width(), memory.width());
                }
                display.awaitFlip(display.flip(memory));
                Picture seen = screen.picture().orElseThrow();
                assertEquals(new Picture(memory.width(), memory.height(), rgb), seen);
                assertEquals(0, screen.faults());
            }
        }
    }

    /// A Mac with a panel and a port: each display is driven by its name, and the other one stays as it is. A boot
    /// loader leaves it on, an operating system switches it off.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofSeveralDisplaysEachIsDrivenByItsName(boolean isIomfb) throws Exception {
        Profile port = Profile.named("dcpext").with("display.monitor", "fail-safe");
        var panel = new DisplayRoad("dcp", null, isIomfb, IomfbVersion.V12_3);
        var external = new DisplayRoad("dcpext", new PortTarget(0, 2, 0), isIomfb, IomfbVersion.V12_3);
        try (var mac = MacOverWire.with(display("12.3"), port)) {
            Screen first = mac.mac().coprocessors().getFirst().screen();
            Screen second = mac.mac().coprocessors().getLast().screen();
            showsEveryPixel(mac, panel, first);
            assertEquals(Optional.empty(), second.mode());
            showsEveryPixel(mac, external, second);
            assertEquals(isIomfb, first.mode().isEmpty());
            showsEveryPixel(mac, panel, first);
        }
    }

    @Test
    void aPortWhoseLinesNobodyHasSwitchedOnIsSaidToBeOne() throws Exception {
        String hint = "rtkit: display: no monitor is found: the lines of a port are the AP's to switch on,"
                + " say where they lead: --port CORE:PORT:DIE\n";
        try (var mac = MacOverWire.with(Profile.named("dcp"), Profile.named("dcpext"))) {
            for (String command : List.of("modes", "set auto", "show")) {
                var said = Cli.run(("display " + command + " --of dcpext --via " + mac.via()).split(" "));
                assertEquals(1, said.status(), said::toString);
                assertEquals(hint, said.err());
            }
        }
        assertEquals(hint, Cli.run("display", "modes", "--of", "dcpext").err());
        var modes = Cli.run("display", "modes", "--of", "dcpext", "--port", "0:2:0");
        assertTrue(modes.out().startsWith("1920x1080@60\n"), modes::toString);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void behindAPortMonitorsComeAndGo(boolean isIomfb) throws Exception {
        var road = new DisplayRoad("dcp", new PortTarget(0, 2, 0), isIomfb, IomfbVersion.V13_5);
        try (var mac = MacOverWire.with(display("13.5").with("display.port", "remote"));
                var session = DisplaySession.open(ViaOption.of(mac.via()), "", road, DisplayListener.NONE)) {
            Display display = session.display();
            assertEquals("[640x480@60]", display.timings().toString());
            mac.coprocessor().screen().unplug();
            await(display, false);
            assertEquals(List.of(), display.timings());
            mac.coprocessor().screen().plug(Monitor.FULL_HD);
            await(display, true);
            assertEquals("1920x1080@60", display.timings().getFirst().toString());
        }
    }

    private static void await(Display display, boolean isConnected) throws Exception {
        while (display.isConnected() != isConnected) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void aDisplayOfAPortIsFoundByItsNameInTheTree() throws Exception {
        try (var mac = MacOverWire.with(display("12.3"))) {
            var said = Cli.run("display", "modes", "--via", mac.via(), "--of", "dcpext");
            assertEquals(2, said.status(), said::toString);
            assertTrue(said.err().contains("no such co-processor: name=dcpext, there are [dcp]"), said::err);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.3", "13.5"})
    void theCommandShowsTheLandscape(String calls) throws Exception {
        try (var mac = MacOverWire.with(display(calls))) {
            var said = Cli.run("display", "show", "--via", mac.via(), "--by", "iomfb", "--calls", calls);
            assertEquals(0, said.status(), said::toString);
            assertEquals("a landscape shown as 640x480@60, BGRA\n", said.out());
            assertTrue(mac.coprocessor().screen().shown() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "display show --for 600",
                "display show --for 600 --by iomfb --calls 12.3",
                "display watch",
                "display watch --by iomfb --calls 12.3"
            })
    void aWireThatComesOffIsOneLineAtOnce(String command) throws Exception {
        var logged = new LoggedLines("org.rtkit4j");
        try (logged;
                var mac = MacOverWire.with(display("12.3"));
                var runs = Executors.newSingleThreadExecutor()) {
            String[] words = (command + " --quiet --via " + mac.via()).split(" ");
            var out = new StringWriter();
            var err = new StringWriter();
            var run = runs.submit(() -> Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words));
            Tools.await(out::toString, text -> text.contains("640x480@60"));
            mac.server().close();
            assertEquals(1, run.get());
            assertTrue(err.toString().matches("rtkit: [^\n]*\n"), err::toString);
            assertFalse(err.toString().contains("java"), err::toString);
            assertEquals(List.of(), logged.lines());
        }
    }

    /// What is logged that people see without having asked for it.
    private static final class LoggedLines extends Handler implements AutoCloseable {
        private final Logger logger;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        LoggedLines(String name) {
            logger = Logger.getLogger(name);
            logger.addHandler(this);
        }

        List<String> lines() {
            return lines;
        }

        @Override
        public void publish(LogRecord message) {
            if (message.getLevel().intValue() >= Level.INFO.intValue()) {
                lines.add(message.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }

    @Test
    void whichCallsARealFirmwareHasMustBeSaid() throws Exception {
        try (var mac = MacOverWire.with(display("12.3"))) {
            var said = Cli.run("display", "modes", "--via", mac.via(), "--by", "iomfb");
            assertEquals(2, said.status(), said::toString);
            assertEquals("rtkit: --by iomfb: no firmware says which calls it has: --calls 12.3 or 13.5\n", said.err());
        }
    }
}
