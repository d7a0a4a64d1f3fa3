package org.rtkit4j.app.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.wireshark.Dissector;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.Vocabulary;

/// Every filter that `docs/capture.md` names is one that tshark takes, and chooses a packet of a capture that has
/// everything: a boot, keys, a crash, a display and a call of its, a keyboard, and what breaks the protocol (check
/// `tshark`).
class DocumentedFiltersTest {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));

    /// In quotes behind `-Y`, or by itself between backticks.
    private static final Pattern FILTER = Pattern.compile("-Y '([^']+)'|-Y ([a-z.]+)|`((?:rtkit|usbhid)[.][^`*]+)`");

    @TempDir
    private static Path folder = Path.of("");

    private static Path everything = Path.of("");

    @BeforeAll
    static void record() throws Exception {
        Tools.require("tshark", "tshark");
        Files.writeString(folder.resolve("rtkit.lua"), Dissector.lua());
        SteppedCapture.write(folder.resolve("smc.pcapng"));
        recorded("typed", "input", "type", "--every", "0", "Hi");
        recorded("modes", "display", "modes");
        String picture = ROOT.resolve("docs/pictures/page.png").toString();
        recorded("shown", "display", "show", picture);
        recorded("light", "sensors", "als", "--every", "10", "--count", "1", "--capture-memory");
        recorded("lid", "sensors", "las", "--count", "1", "--capture-memory");
        broken(folder.resolve("broken.pcapng"));
        everything = folder.resolve("everything.pcapng");
        done(
                "capture",
                "merge",
                file("smc"),
                file("typed"),
                file("modes"),
                file("shown"),
                file("light"),
                file("lid"),
                file("broken"),
                "-o",
                "" + everything);
        done("capture", "convert", file("typed"), "--to", "usb", "-o", file("usb"));
    }

    private static String file(String name) {
        return folder.resolve(name + ".pcapng").toString();
    }

    private static void recorded(String name, String... command) {
        done(Stream.concat(Stream.of(command), Stream.of("--capture", file(name)))
                .toArray(String[]::new));
    }

    private static void done(String... command) {
        Cli run = Cli.run(command);
        assertEquals(0, run.status(), run::toString);
    }

    /// Messages that break the protocol, one of each kind.
    private static void broken(Path file) throws IOException {
        try (var writer = CaptureWriter.create(file)) {
            int ans = writer.addInterface("ans", "by hand");
            long[][] words = {
                {0, 0x0010_0000_000b_000cL},
                {0, 0x0080_0000_0000_0003L},
                {0, 0x0060_0000_0000_0220L},
                {0, 0x0ff0_0000_0000_0000L},
                {0, 0x0040_0000_0000_0000L},
                {2, 0x0080_0000_e000_0004L},
                {2, 0x0050_0000_0000_0004L},
                {0, 0x0070_0100_0000_0020L},
                {0x100, 0x0070_0000_0000_0020L},
                {0x22, 1}
            };
            long time = 0;
            for (long[] word : words) {
                writer.message(ans, time++, Direction.IOP_TO_AP, Vocabulary.ANS, word[1], word[0], 0);
            }
            int dcp = writer.addInterface("dcp", "by hand");
            long call = Iomfb.LENGTH.put(Iomfb.CALL.word(), 200);
            writer.message(dcp, time, Direction.AP_TO_IOP, Vocabulary.DCP, call, Iomfb.ENDPOINT, 0);
            int mtp = writer.addInterface("mtp:dockchannel", "by hand");
            packet(writer, mtp, 0x0008_0008L);
            packet(writer, mtp, 0x0100_0008L);
        }
    }

    private static void packet(CaptureWriter writer, int mtp, long header) throws IOException {
        var payload = ByteBuffer.allocate(12);
        writer.message(mtp, 20, Direction.IOP_TO_AP, Vocabulary.DOCKCHANNEL, header, 0x42, 0, payload);
    }

    @Test
    void everyFilterOfTheDocumentChoosesSomething() throws Exception {
        var dumb = new ArrayList<String>();
        for (String filter : documented()) {
            String capture = filter.startsWith("usbhid") ? file("usb") : everything.toString();
            String chosen = Tools.run(
                    "", "tshark", "-X", "lua_script:" + folder.resolve("rtkit.lua"), "-2", "-r", capture, "-Y", filter);
            if (chosen.lines().noneMatch(line -> line.matches("\\s*\\d+ .*"))) {
                dumb.add(filter);
            }
        }
        assertEquals(List.of(), dumb, "filters that choose nothing");
    }

    /// To the letter, on the capture that the document makes first.
    @Test
    void theCommandsOfTheDocumentChooseSomething() throws Exception {
        Cli.run("boot", "ans", "--crash", "--capture", file("ans"), "--capture-memory");
        List<String> commands = Files.readString(ROOT.resolve("docs/capture.md"))
                .lines()
                .filter(line -> line.matches(" {4}tshark .* -r ans\\.pcapng -Y '[^']*'"))
                .map(String::strip)
                .toList();
        assertFalse(commands.isEmpty());
        for (String command : commands) {
            String there = "cd '%s' && %s".formatted(folder, command);
            assertFalse(Tools.run("", "sh", "-euc", there).isBlank(), command);
        }
    }

    private static List<String> documented() throws IOException {
        var filters = new TreeSet<String>();
        FILTER.matcher(Files.readString(ROOT.resolve("docs/capture.md")))
                .results()
                .forEach(found -> {
                    for (int group = 1; group <= found.groupCount(); group++) {
                        if (found.group(group) != null) {
                            filters.add(found.group(group));
                        }
                    }
                });
        assertTrue(filters.size() > 25, () -> "the document has more filters: " + filters);
        return List.copyOf(filters);
    }
}
