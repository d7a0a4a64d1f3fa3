package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// One crash under every prefix that logs are printed with: alone, and with other drivers' and services' lines between
/// its own. Whatever the prefix, the report is the same; docs/prefixes.md is the table of all.
///
/// `./mvnw -pl forensics -am test -Dtest=LogPrefixTest -Dsurefire.failIfNoSpecifiedTests=false -Drtkit.update=docs`
/// brings the document up to date.
class LogPrefixTest {
    private static final Path DOCUMENT = Path.of("../docs/prefixes.md");
    private static final String HEAD = """
        # Under which prefixes a crash is read

        One crash under each of these, alone and with two lines of others behind each of its own: other drivers of the kernel and, where
        the prefix names the process, a service. `right` says that everything read is the same as without a prefix: message, firmware,
        registers, mailbox, syslog, group, warnings. Written by the build.

        | printed by | for example | alone | with others between |
        |---|---|---|---|
        """;
    private static final String DCP = "apple-dcp 111100000.dcp: ";
    private static final List<String> OURS = List.of(
            "macsmc-rtkit 290400000.smc: RTKit: syslog message: charger.cpp:1: Not charging:0",
            DCP + "RTKit: co-processor has crashed",
            DCP + "RTKit: Message (id=1): example failure [0x40000000]",
            DCP + "RTKit: Version: RTKit: RTKit-9999.1.2.debug - Client: local-examplexdcp.release",
            DCP + "RTKit: Crash time: 287454020",
            DCP + "RTKit: Exception dump:",
            DCP + "  == Exception taken from EL1h ==",
            DCP + "  PC     = 0x1234c",
            DCP + "  ESR    = 0x96000045",
            DCP + "  FAR    = 0x0",
            DCP + "RTKit: Mailbox history (type = 0, index = 0)",
            DCP + "RTKit:  #000@1121f1a4: 0000000000000037 0000001400000202");
    private static final List<String> OTHERS = List.of(
            "usb 1-1: new high-speed USB device number 5 using xhci-hcd",
            "wlan0: deauthenticated",
            "hid-generic 0018:05AC:0342.0001: input",
            "nvme nvme0: 8/0/0 default/read/poll queues",
            "a text without a colon",
            "EXT4-fs (nvme0n1p5): mounted filesystem with ordered data mode");

    /// @param text its digits that change are `%d`
    private record Prefix(String printedBy, String text) {
        String row() {
            String example = text.replace("%d", "1")
                    .replace("|", "\\|")
                    .replace("\t", " ")
                    .strip();
            return "| " + printedBy + " | `" + example + "` | " + verdict(false) + " | " + verdict(true) + " |\n";
        }

        private String verdict(boolean withOthers) {
            return reading(log(withOthers)).equals(expected()) ? "right" : "WRONG";
        }

        String log(boolean withOthers) {
            List<String> lines = new ArrayList<>();
            for (String ours : OURS) {
                lines.add(numbered(lines.size()) + ours);
                for (int i = 0; withOthers && i < 2; i++) {
                    lines.add(process(numbered(lines.size()), i) + OTHERS.get(lines.size() % OTHERS.size()));
                }
            }
            return String.join("\n", lines) + "\n";
        }

        private String numbered(int line) {
            return text.replace("%d", Integer.toString(line % 10));
        }

        /// Every second line of others is a service's, where the prefix names the process.
        private static String process(String prefix, int which) {
            return which == 0 ? prefix : prefix.replace("host kernel: ", "host systemd[1]: ");
        }
    }

    private static List<Prefix> prefixes() throws IOException {
        try (InputStream file = LogPrefixTest.class.getResourceAsStream("prefixes.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line ->
                            new Prefix(line.substring(0, line.indexOf(" | ")), line.substring(line.indexOf(" | ") + 3)))
                    .toList();
        }
    }

    private static String reading(String log) {
        LogFacts facts = LogFacts.of(log);
        return facts.warnings() + "\n" + facts.others();
    }

    private static String expected() {
        return reading(String.join("\n", OURS) + "\n");
    }

    @Test
    void theLinesThemselvesAreReadAsTheyAre() {
        String bare = expected();
        assertEquals(6, bare.lines().count());
        for (String part : new String[] {
            "reason=example failure [0x40000000]", "client=local-examplexdcp.release", "charger.cpp:1: Not charging:0"
        }) {
            assertTrue(bare.contains(part), bare);
        }
    }

    @Test
    void aCrashIsTheSameUnderEveryPrefix() throws IOException {
        for (Prefix prefix : prefixes()) {
            assertEquals(expected(), reading(prefix.log(false)), prefix.printedBy() + ", alone");
            assertEquals(expected(), reading(prefix.log(true)), prefix.printedBy() + ", with others between");
        }
        assertTrue(prefixes().size() >= 40, prefixes().size() + " prefixes");
    }

    @Test
    void theTableOfAllIsUpToDate() throws IOException {
        var table = new StringBuilder(HEAD);
        prefixes().forEach(prefix -> table.append(prefix.row()));
        if (System.getProperty("rtkit.update", "").equals("docs")) {
            Files.writeString(DOCUMENT, table);
        }
        assertEquals(Files.readString(DOCUMENT), table.toString());
    }

    @Test
    void aJournalFieldByFieldIsItsMessages() {
        var log = new StringBuilder();
        for (String ours : OURS) {
            log.append("Mon 2030-04-22 23:33:52.123456 UTC [s=0;i=1;b=2;m=3;t=4;x=5]\n    _TRANSPORT=kernel\n")
                    .append("    PRIORITY=3\n    MESSAGE=")
                    .append(ours)
                    .append("\n    _BOOT_ID=0123\n");
        }
        assertEquals(expected(), reading(log.toString()));
        assertEquals(expected(), reading(log.toString().replace("    ", "")), "export");
    }
}
