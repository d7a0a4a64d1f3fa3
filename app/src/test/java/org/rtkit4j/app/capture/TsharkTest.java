package org.rtkit4j.app.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.smc.Golden;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.wireshark.Dissector;
import org.rtkit4j.testkit.Corpus;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Wireshark's own programs on our files, with the generated dissector (check `tshark`).
class TsharkTest {
    // A service of a display is announced; by hand, from m1n1 fw/afk/epic.py.
    private static final String ANNOUNCE = "494f5020480000000100000000000000" + "02010000000000000000000000000000"
            + "200000000400300000000000000000000000000000000000"
            + "64697370302d73657276696365" + "00".repeat(19);

    @TempDir
    static Path folder;

    @BeforeAll
    static void requireTshark() throws IOException {
        Tools.require("tshark", "tshark", "capinfos");
        Files.writeString(folder.resolve("rtkit.lua"), Dissector.lua());
    }

    @Test
    void aBootKeysAndACrashLookAsTheyDid() throws Exception {
        Path file = SteppedCapture.in(folder);
        Golden.check("capture", "tshark-smc.txt", tshark(file, "-t", "r"));
        Golden.check(
                "capture",
                "decode-smc.txt",
                Cli.run("capture", "decode", file.toString()).out());
    }

    @Test
    void detailsOfARequestItsAnswerAndTheCrash() throws Exception {
        Path file = SteppedCapture.in(folder);
        String details = tshark(
                file,
                "-2",
                "-V",
                "-O",
                "rtkit",
                "-Y",
                "rtkit.name in {\"HELLO\", \"HELLO_ACK\", \"SMC_READ\", \"CRASHED\"}");
        Golden.check("capture", "tshark-details.txt", afterFrameLines(details));
    }

    @Test
    void filtersChooseByTheNamesOfFields() throws Exception {
        Path file = SteppedCapture.in(folder);
        assertEquals("SET_IOP_PWR", names(file, "rtkit.mgmt.type == 6"));
        assertEquals("EPMAP EPMAP_REPLY EPMAP EPMAP_REPLY", names(file, "rtkit.mgmt.type == 8"));
        assertEquals("SMC_KEY_INFO SMC_READ", names(file, "rtkit.smc.key == \"TA0P\""));
        assertEquals("IOP_PWR_ACK SET_AP_PWR AP_PWR_ACK", names(file, "rtkit.mgmt.state == 0x20"));
        assertEquals("CRASHED", names(file, "rtkit.crashed"));
        assertEquals("SMC_SHARED_MEMORY", names(file, "rtkit.endpoint == 0x20 && rtkit.smc.address"));
    }

    @Test
    void requestsAndAnswersNameEachOther() throws Exception {
        Path file = SteppedCapture.in(folder);
        List<String> answers = lines(fields(file, "rtkit.response_to", "frame.number", "rtkit.response_to"));
        List<String> requests = lines(fields(file, "rtkit.response_in", "rtkit.response_in", "frame.number"));
        assertTrue(answers.size() > 10, "answers: " + answers.size());
        assertEquals(
                answers.stream().sorted().toList(), requests.stream().sorted().toList());
        // The same pairs as ours.
        List<String> ours = Cli.run("capture", "decode", file.toString())
                .out()
                .lines()
                .filter(line -> line.contains("[answers "))
                .map(line -> line.strip().split(" ", 2)[0] + "\t" + line.replaceAll(".*\\[answers ([0-9]+) .*", "$1"))
                .sorted()
                .toList();
        assertEquals(ours, answers.stream().sorted().toList());
    }

    @Test
    void aDisplaysMemoryIsNamed() throws Exception {
        Path file = folder.resolve("display.pcapng");
        try (OutputStream stream = Files.newOutputStream(file);
                var writer = CaptureWriter.to(stream)) {
            writer.addInterface("dcp", "by hand");
            refer(writer, Direction.IOP_TO_AP, 0x23, 0x0085_0000_0000_0080L, ANNOUNCE);
            refer(writer, Direction.AP_TO_IOP, 0x23, 0x00a2_0000_0000_0080L, "03000000100000000000000000000000");
            refer(writer, Direction.AP_TO_IOP, 0x37, 0x3c_0000_0202L, "373034411400000018000000");
        }
        assertEquals(
                "1\t0x00\t0x0030",
                fields(file, "rtkit.afk.category", "rtkit.afk.channel", "rtkit.afk.category", "rtkit.afk.entry_type"));
        assertEquals("3", fields(file, "rtkit.iboot.operation", "rtkit.iboot.operation"));
        assertEquals("swap_start", fields(file, "rtkit.iomfb.tag == \"A407\"", "rtkit.iomfb.call"));
        String lines = tshark(file, "-Y", "rtkit.kind == 1");
        assertTrue(lines.contains("channel 1 REPORT ANNOUNCE, tag 0x0"), lines);
        assertTrue(lines.contains("GET_HPD"), lines);
        assertTrue(lines.contains("A407 swap_start, 20 bytes given, 24 back"), lines);
        String ours = Cli.run("capture", "decode", file.toString()).out();
        assertTrue(ours.contains("channel 1 REPORT ANNOUNCE: disp0-service"), ours);
        assertTrue(ours.contains("GET_HPD()"), ours);
        assertTrue(ours.contains("A407 swap_start"), ours);
    }

    /// By hand, from linux drivers/soc/apple/aop.rs and m1n1 fw/aop/ipc.py.
    @Test
    void whatALightSensorSaysIsRead() throws Exception {
        String head = "02010000000000000000000000000000";
        String announce = "494f502054000000" + "00".repeat(8) + head + "2c0000000200c000" + "00".repeat(16) + "616c73"
                + "00".repeat(21) + "c20200e00000000005000000" + "00".repeat(8);
        String asked = "494f5020340000000500000000000000" + head + "0c00000002100400" + "0100" + "00".repeat(14)
                + "0000000000000000400d0300";
        String report = "494f50205b0000000500000000000000" + head + "330000000200c400" + "00".repeat(16)
                + "ec0700000000000000000000000101000002010000030100000401000000007a4400000000030000002c0100000000a0860100";
        Path file = folder.resolve("light.pcapng");
        try (OutputStream stream = Files.newOutputStream(file);
                var writer = CaptureWriter.to(stream)) {
            writer.addInterface("aop", "by hand");
            refer(writer, Vocabulary.AOP, Direction.IOP_TO_AP, 0x24, 0x0085_0000_0000_0080L, announce);
            refer(writer, Vocabulary.AOP, Direction.AP_TO_IOP, 0x24, 0x00a2_0000_0000_0080L, asked);
            refer(writer, Vocabulary.AOP, Direction.IOP_TO_AP, 0x24, 0x0085_0000_0000_0100L, report);
        }
        assertEquals("AFK_RECV AFK_SEND AFK_RECV", names(file, "rtkit.afk.wptr"));
        assertEquals(
                "als als als",
                fields(file, "rtkit.afk.service", "rtkit.afk.service").replace('\n', ' '));
        assertEquals(
                "200000",
                fields(file, "rtkit.sensor.property.key == 0", "rtkit.sensor.property.value")
                        .transform(hex -> "" + Integer.decode(hex)));
        assertEquals("1000", fields(file, "rtkit.als.report.lux > 999.5", "rtkit.als.report.lux"));
        String lines = tshark(file, "-Y", "rtkit.kind == 1");
        assertTrue(lines.contains("channel 0 REPORT STD_SERVICE, tag 0x0, als"), lines);
        assertTrue(lines.contains("channel 5 als NOTIFY SET_PROPERTY, tag 0x1, SENSOR_PROPERTY"), lines);
        assertTrue(lines.contains("channel 5 als REPORT SENSOR_REPORT, tag 0x0, ALS_REPORT"), lines);
        String ours = Cli.run("capture", "decode", file.toString()).out();
        assertTrue(ours.contains("channel 5 als NOTIFY SET_PROPERTY tag=0x1: interval=200000"), ours);
        assertTrue(ours.contains("lux=1000.0"), ours);
    }

    private static void refer(CaptureWriter writer, Direction direction, int endpoint, long word, String hex)
            throws IOException {
        refer(writer, Vocabulary.DCP, direction, endpoint, word, hex);
    }

    private static void refer(
            CaptureWriter writer, Vocabulary spoken, Direction direction, int endpoint, long word, String hex)
            throws IOException {
        writer.message(0, 1, direction, spoken, word, endpoint, 0);
        var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        writer.memory(0, 1, direction, spoken, 0x1000_0000L, endpoint, bytes);
    }

    @Test
    void faultsOfTheProtocolAreMarked() throws Exception {
        Path file = folder.resolve("faults.pcapng");
        try (OutputStream stream = Files.newOutputStream(file);
                var writer = CaptureWriter.to(stream)) {
            writer.addInterface("ans", "by hand");
            say(writer, 1, Direction.IOP_TO_AP, 0, 0x0010_0000_000b_000cL);
            say(writer, 2, Direction.IOP_TO_AP, 0, 0x0060_0000_0000_0220L);
            say(writer, 3, Direction.IOP_TO_AP, 0, 0x0ff0_0000_0000_0000L);
            say(writer, 4, Direction.IOP_TO_AP, 2, 0x0080_0000_e000_0004L);
            say(writer, 5, Direction.IOP_TO_AP, 2, 0x0050_0000_0000_0004L);
            say(writer, 6, Direction.IOP_TO_AP, 0, 0x0070_0100_0000_0020L);
            say(writer, 7, Direction.IOP_TO_AP, 0x100, 0x0070_0000_0000_0020L);
        }
        assertEquals("1", fields(file, "rtkit.no_version", "frame.number"));
        assertEquals("2", fields(file, "rtkit.wrong_way", "frame.number"));
        assertEquals("3", fields(file, "rtkit.unknown_message", "frame.number"));
        assertEquals("5", fields(file, "rtkit.log_index", "frame.number"));
        assertEquals("6\t0x0000010000000000", fields(file, "rtkit.unknown_bits", "frame.number", "rtkit.unknown"));
        assertEquals("7", fields(file, "rtkit.second_word", "frame.number"));
        assertEquals("1\n5", fields(file, "rtkit.unanswered", "frame.number"));
    }

    @Test
    void theDoorbellsOfADiskHaveNamesAndTags() throws Exception {
        Path file = folder.resolve("disk.pcapng");
        Cli read =
                Cli.run("nvme", "read", "--length", "8192", "" + folder.resolve("back"), "--capture", file.toString());
        assertEquals(0, read.status(), read.err());
        List<String> submitted =
                lines(fields(file, "rtkit.endpoint.name == \"io-sq\"", "frame.interface_name", "rtkit.name"));
        assertTrue(!submitted.isEmpty());
        submitted.forEach(each -> assertEquals("ans:nvme\tNVME_DOORBELL", each));
        assertEquals(
                submitted,
                lines(fields(
                        file,
                        "rtkit.endpoint == 0x41 && rtkit.nvme.index < 64",
                        "frame.interface_name",
                        "rtkit.name")));
    }

    @Test
    void packetsOfTheKeyboardHaveTheirFields() throws Exception {
        Path file = typed();
        assertEquals(
                "multi-touch keyboard stm actuator",
                fields(file, "rtkit.dock.init.name", "rtkit.dock.init.name").replace('\n', ' '));
        assertEquals(
                "0x01 0x02 0x03",
                fields(file, "rtkit.dock.enable.interface", "rtkit.dock.enable.interface")
                        .replace('\n', ' '));
        assertEquals("", fields(file, "rtkit.dock.bad_checksum || rtkit.dock.too_long", "frame.number"));
        assertTrue(fields(file, "rtkit.dock.data contains 01:00:00:0c", "frame.number")
                .matches("\\d+"));
    }

    /// The report descriptor is the emulated keyboard's, and Wireshark reads the reports by it.
    @Test
    void asUsbDevicesWiresharkReadsTheKeysItself() throws Exception {
        Path usb = folder.resolve("usb.pcapng");
        Cli convert = Cli.run("capture", "convert", typed().toString(), "--to", "usb", "-o", usb.toString());
        assertEquals(0, convert.status(), convert::toString);
        String keys = tshark(usb, "-V", "-Y", "usbhid.data");
        assertTrue(keys.contains("Key: LeftShift (0xe1): DOWN"), keys);
        assertTrue(keys.contains("Usage: Keyboard h and H (0x0007, 0x000b)"), keys);
        assertTrue(keys.contains("Usage: Keyboard i and I (0x0007, 0x000c)"), keys);
        assertEquals("", fields(usb, "_ws.malformed", "frame.number"));
    }

    private static Path typed() {
        Path file = folder.resolve("typed.pcapng");
        Cli type = Cli.run("input", "type", "--every", "0", "Hi", "--capture", file.toString());
        assertEquals(0, type.status(), type::toString);
        return file;
    }

    @Test
    void capinfosFindsTheFileSound() throws Exception {
        Path file = SteppedCapture.in(folder);
        String infos = Tools.run("", "capinfos", file.toString());
        assertTrue(infos.contains("Wireshark/... - pcapng"), infos);
        assertTrue(infos.contains("Strict time order:   True"), infos);
        assertTrue(infos.contains("Name = smc"), infos);
        assertTrue(infos.contains("Time precision = nanoseconds (9)"), infos);
        assertTrue(infos.contains("Number of stat entries = 1"), infos);
        assertTrue(!infos.contains("cut short"), infos);
    }

    /// The report that a real Mac wrote: its co-processor's two mailboxes and the AP's log of one of them.
    @Test
    void theRealDcpReportIsOneTimeLine() throws Exception {
        Path report = Corpus.path("reports/macos-24A348-m2-dcp.panic");
        Path file = folder.resolve("dcp.pcapng");
        Cli convert = Cli.run("capture", "convert", report.toString(), "-o", file.toString());
        assertEquals(0, convert.status(), convert.err());
        String all = fields(file, "rtkit", "frame.interface_name", "rtkit.kind");
        var messages = all.lines()
                .filter(line -> line.endsWith("0") || line.endsWith("message"))
                .collect(Collectors.groupingBy(line -> line.split("\t", 2)[0], Collectors.counting()));
        assertEquals(java.util.Map.of("DCP", 128L, "DCP:1", 8L, "DCP:AP", 85L), messages);
        assertTrue(Tools.run("", "capinfos", file.toString()).contains("Strict time order:   True"));
        // One clock: what the AP sent last stands just before the co-processor's receipt of it.
        assertTrue(lines(fields(file, "rtkit.response_to", "frame.number")).size() > 100);
    }

    private static void say(CaptureWriter writer, int seconds, Direction direction, long msg1, long msg0)
            throws IOException {
        writer.message(0, seconds * 1_000_000_000L, direction, Vocabulary.ANS, msg0, msg1, 0);
    }

    private static String names(Path file, String filter) throws Exception {
        return fields(file, filter, "rtkit.name").replace('\n', ' ');
    }

    private static String fields(Path file, String filter, String... fields) throws Exception {
        var options = new ArrayList<>(List.of("-2", "-Y", filter, "-T", "fields"));
        for (String field : fields) {
            options.add("-e");
            options.add(field);
        }
        return tshark(file, options.toArray(String[]::new)).strip();
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static String afterFrameLines(String details) {
        return details.lines().filter(line -> !line.startsWith("Frame ")).collect(Collectors.joining("\n")) + "\n";
    }

    private static String tshark(Path file, String... options) throws Exception {
        var command = new ArrayList<>(
                List.of("tshark", "-X", "lua_script:" + folder.resolve("rtkit.lua"), "-r", file.toString()));
        command.addAll(List.of(options));
        return Tools.run("", command.toArray(String[]::new))
                .lines()
                .filter(line -> !line.startsWith("Running as user \"root\""))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
