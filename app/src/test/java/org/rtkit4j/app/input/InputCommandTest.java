package org.rtkit4j.app.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.emulator.profile.Profile;

class InputCommandTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsTypedIsHeard() {
        var said = Cli.run("input", "type", "--every", "0", "Hello, World! 42");
        assertEquals(0, said.status(), said::toString);
        assertEquals("Hello, World! 42\n", said.out());
    }

    @Test
    void whatIsTypedIsHeardAndRecorded() throws Exception {
        Path file = folder.resolve("keys.pcapng");
        var said = Cli.run("input", "type", "--every", "0", "Hi", "--capture", file.toString());
        assertEquals(0, said.status(), said::toString);
        assertEquals("Hi\n", said.out());
        String all = Cli.run("capture", "decode", file.toString()).out();
        assertTrue(all.contains("IOP → AP 0x42 keyboard   DOCK_REPORT(INTERFACE=2"), all);
        List<String> decoded = all.lines()
                .filter(line -> line.contains("mtp:dockchannel"))
                .map(line ->
                        line.substring(line.indexOf("HEADER_LENGTH=8)") + 16).strip())
                .toList();
        assertTrue(
                decoded.contains("input DOCK_INIT(subtype=1, interface=2, name=keyboard, more_packets=0)"
                        + " descriptor of 67 bytes"),
                decoded::toString);
        assertTrue(decoded.contains("set feature DOCK_ENABLE(interface=2)"), decoded::toString);
        // The trackpad may still be on its way while somebody types.
        List<String> reports =
                decoded.stream().filter(line -> line.startsWith("input 01")).toList();
        int shift = reports.indexOf("input 01 02 00 00 00 00 00 00 00");
        assertEquals(
                List.of(
                        "input 01 02 00 0b 00 00 00 00 00",
                        "input 01 02 00 00 00 00 00 00 00",
                        "input 01 00 00 00 00 00 00 00 00",
                        "input 01 00 00 0c 00 00 00 00 00",
                        "input 01 00 00 00 00 00 00 00 00"),
                reports.subList(shift + 1, reports.size()),
                "and nothing that nobody has typed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://127.0.0.1/ | 2 | --to is the address of a page, http://127.0.0.1:9141/ for example: ftp://127.0.0.1/",
                "http://127.0.0.1:1/page | 2 | --to is the address of a page, http://127.0.0.1:9141/ for example: http://127.0.0.1:1/page",
                "127.0.0.1:99999 | 2 | --to is the address of a page, http://127.0.0.1:9141/ for example: 127.0.0.1:99999",
                "127.0.0.1:0 | 2 | --to is the address of a page, http://127.0.0.1:9141/ for example: 127.0.0.1:0",
                "'not a page' | 2 | --to is the address of a page, http://127.0.0.1:9141/ for example: not a page",
                "127.0.0.1:1 | 1 | http://127.0.0.1:1/: Connection refused"
            })
    void saysWhereItCannotType(String to, int status, String why) {
        var said = Cli.run("input", "type", "--to", to, "a");
        assertEquals(status, said.status(), said::toString);
        assertEquals("rtkit: " + why + "\n", said.err());
    }

    private String profile(String hazard) throws Exception {
        Path file = folder.resolve("hazard.properties");
        try (var usual = Objects.requireNonNull(Profile.class.getResourceAsStream("mtp.properties"))) {
            String text = new String(usual.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    file, text.replaceAll("(?m)^mtp\\.hazards.*\\R", "") + "\nmtp.hazards = " + hazard + "\n");
        }
        return "emulator:" + file;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "block-beyond-packet | an interface cannot be used, it has no descriptor: interface=2, name=keyboard",
                "endless-init | an announcement has no end: interface=2, name=keyboard, packets=65",
                "stuck-fifo | an interface cannot be used, it cannot be enabled: interface=2, name=keyboard"
            })
    void saysWhyThereWillBeNoKeyboard(String hazard, String why) throws Exception {
        var said = Cli.run("input", "type", "--via", profile(hazard), "a");
        assertEquals(1, said.status(), said::toString);
        assertTrue(said.err().contains("rtkit: input: " + why + "\n"), said::toString);
    }

    @Test
    void aCapitalStaysOneWhereAReportWasLost() throws Exception {
        var said = Cli.run("input", "type", "--every", "0", "--via", profile("wrong-checksum"), "Hi, 4");
        assertEquals("Hi, 4\n", said.out(), said::toString);
    }

    @Test
    void aRecordingHasItsTimes() throws Exception {
        Path file = folder.resolve("late.txt");
        Files.writeString(file, "0 key 0x04 down\n700 key 0x04 up\n");
        var said = Cli.run("input", "type", "--recording", file.toString());
        double up = said.out()
                .lines()
                .filter(line -> line.endsWith("-a"))
                .mapToDouble(line -> Double.parseDouble(line.substring(0, 9)))
                .findFirst()
                .orElseThrow();
        assertTrue(up >= 0.5, said::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "watch --via emulator:smc | emulator:smc has no keyboard and no trackpad",
                "watch --via replay:no-such-file | --via replay: a capture has no registers of a keyboard to watch",
                "type --to nonsense.invalid a | --to: there is no such host: nonsense.invalid",
            })
    void saysInOneLineWhatCannotBe(String arguments, String why) {
        var said = Cli.run(("input " + arguments).split(" ", -1));
        assertEquals(2, said.status(), said::toString);
        assertEquals("rtkit: " + why + "\n", said.err());
    }

    @Test
    void aWatchSaysWhereToType() {
        assertEquals(2, Cli.run("input", "watch", "--text", "--json").status());
        var said = Cli.run("input", "watch", "--count", "1");
        assertTrue(said.err().contains("rtkit emulate --proxy tcp:7000 --profile mtp --page 9141"), said::toString);
    }

    @Test
    void aRecordingIsPlayedAndHeard() throws Exception {
        Path file = folder.resolve("keys.txt");
        Files.writeString(file, """
                # a comment
                0 key 0x04 down
                0.5 key 0x04 up
                1 mouse 1 3 -2 0
                1 finger 0 down 100 200
                1 frame
                """);
        var said = Cli.run("input", "type", "--recording", file.toString());
        assertEquals(0, said.status(), said::toString);
        List<String> lines = said.out().lines().map(line -> line.substring(11)).toList();
        assertTrue(
                lines.containsAll(List.of("+a", "-a", "move 3 -2", "+button 1", "+finger 0 at 100, 200")),
                said::toString);
    }

    @Test
    void aRecordingIsWrittenAsItIsRead() throws Exception {
        Path file = folder.resolve("recorded.txt");
        try (var recorder = new HandRecorder(file)) {
            recorder.write(new InputEvent.Key(4, true), 1_500);
            recorder.write(new InputEvent.Move(3, -200, 0), 2_000);
            recorder.write(new InputEvent.Button(2, true), 2_000);
            recorder.write(new InputEvent.Frame(), 2_000);
            recorder.write(new InputEvent.Touch(1, true, 5, 6), 3_000);
            recorder.write(new InputEvent.Frame(), 3_000);
            recorder.write(InputEvent.Said.down(), 4_000);
        }
        assertEquals(
                List.of(
                        HandRecording.TITLE,
                        "1.500 key 0x04 down",
                        "2.000 mouse 0 3 -127 0",
                        "2.000 mouse 2 0 0 0",
                        "3.000 finger 1 down 5 6",
                        "3.000 frame"),
                Files.readAllLines(file));
        assertEquals(5, HandRecording.read(file).moves().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key 4 down | does not begin with milliseconds: key",
                "1 key 3 down | not a number from 4 to 255: 3",
                "1 key 4 sideways | neither down nor up: sideways",
                "1 finger 9 down 0 0 | not a number from 0 to 4: 9",
                "1 text a\u00e4 | there is no key for this character: index=1, character=U+00e4",
                "1 jump | none of key, mouse, finger, press, frame, text",
                "1 | none of key, mouse, finger, press, frame, text",
                "-1 frame | does not begin with milliseconds: -1",
                "1e3 frame | does not begin with milliseconds: 1e3"
            })
    void whatIsNoRecordingIsRefusedWithItsLine(String line, String why) {
        var thrown =
                assertThrows(BadInputException.class, () -> HandRecording.read("keys.txt", List.of("# title", line)));
        assertEquals("keys.txt:2: " + why, thrown.getMessage());
    }

    @Test
    void linesInTheWrongOrderAreRefused() {
        var thrown = assertThrows(
                BadInputException.class, () -> HandRecording.read("keys.txt", List.of("5 frame", "4 frame")));
        assertEquals("keys.txt:2: is earlier than the line before: 4", thrown.getMessage());
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertEquals(2, Cli.run("input").status());
        assertEquals(2, Cli.run("input", "type").status());
        assertEquals(2, Cli.run("input", "type", "a", "--recording", "b").status());
        assertEquals(2, Cli.run("input", "type", "--recording", "no-such-file").status());
        assertEquals(2, Cli.run("input", "type", "\u00e4").status());
        assertEquals(2, Cli.run("input", "type", "a", "--every", "-1").status());
        assertEquals(2, Cli.run("input", "type", "a", "--via", "emulator:smc").status());
        assertEquals(
                2, Cli.run("input", "watch", "--touch-firmware", "no-such-file").status());
    }

    @Test
    void aKeyboardThatIsWatchedSaysWhatItIs() {
        var said = Cli.run("input", "watch", "--count", "4");
        assertEquals(0, said.status(), said::toString);
        assertTrue(said.out().contains("keyboard is ready"), said::toString);
        assertTrue(said.out().contains("vendor 0x05ac, product 0x0001"), said::toString);
        var json = Cli.run("input", "watch", "--count", "4", "--json");
        assertTrue(json.out().contains("\"event\":\"identity\""), json::toString);
    }
}
