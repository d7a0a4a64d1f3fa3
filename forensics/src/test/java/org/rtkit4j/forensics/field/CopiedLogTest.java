package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.model.ReportFile;

/// One crash between others' lines, as `grep`, pagers, terminals and `journalctl -r` show it: always the same report.
class CopiedLogTest {
    private static final String DCP = "apple-dcp 111100000.dcp: ";
    private static final List<String> LOG = List.of(
            "macsmc-rtkit 290400000.smc: RTKit: syslog message: charger.cpp:1: Not charging:0",
            "wlan0: deauthenticated",
            DCP + "RTKit: co-processor has crashed",
            "a text without a colon",
            DCP + "RTKit: Message (id=1): example failure [0x40000000]",
            "a text without a colon",
            DCP + "RTKit: Version: RTKit: RTKit-9999.1.2.debug - Client: local-examplexdcp.release",
            "a text without a colon",
            DCP + "RTKit: Exception dump:",
            DCP + "  PC     = 0x1234c",
            "EXT4-fs (nvme0n1p5): mounted filesystem with ordered data mode",
            DCP + "RTKit: Mailbox history (type = 0, index = 0)",
            DCP + "RTKit:  #000@1121f1a4: 0000000000000037 0000001400000202");

    private static String log(IntFunction<String> line) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LOG.size(); i++) {
            lines.add(line.apply(i));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String kernel(int i) {
        return String.format(Locale.ROOT, "[%12.6f] %s", 99.9 + i * 0.03, LOG.get(i));
    }

    private static String journal(int i) {
        return "Apr 22 23:%02d:%02d host kernel: %s".formatted(58 + i / 8, i * 7 % 60, LOG.get(i));
    }

    private static void isReadAs(String plain, String copy) {
        assertEquals(LogFacts.of(plain).others(), LogFacts.of(copy).others(), copy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dmesg.txt", "logs/boot-2026-01-02.log"})
    void grepWithContext(String file) {
        String plain = log(CopiedLogTest::kernel);
        isReadAs(plain, log(i -> grep(file, i, LOG.get(i).contains("RTKit")) + kernel(i)));
        isReadAs(plain, log(i -> (i == 1 ? "--\n" : "") + grep(file, i, i % 3 == 0) + kernel(i)));
        String journal = log(CopiedLogTest::journal);
        isReadAs(journal, log(i -> grep(file, i, LOG.get(i).contains("RTKit")) + journal(i)));
    }

    private static String grep(String file, int i, boolean isMatch) {
        String mark = isMatch ? ":" : "-";
        return (file.isEmpty() ? "" : file + mark) + (98 + i) + mark;
    }

    @Test
    void newestFirst() {
        isReadAs(log(CopiedLogTest::kernel), turned(log(CopiedLogTest::kernel)));
        isReadAs(log(CopiedLogTest::journal), turned(log(CopiedLogTest::journal)));
        ReportFile file =
                CrashReports.read("log", turned(log(CopiedLogTest::kernel)).getBytes(StandardCharsets.UTF_8));
        assertTrue(
                file.warnings().toString().contains("newest line first"),
                file.warnings().toString());
    }

    @Test
    void whatBelongsToAnEntryStaysBehindIt() {
        String newestFirst = turned(log(CopiedLogTest::kernel));
        isReadAs(log(CopiedLogTest::kernel), newestFirst.replace("wlan0: deauthenticated", "wlan0: down\nand out"));
    }

    private static String turned(String log) {
        return String.join("\n", log.lines().toList().reversed()) + "\n";
    }

    @Test
    void twoBootsAreNotNewestFirst() {
        String boot = log(CopiedLogTest::kernel);
        assertEquals(
                2,
                CrashReports.read("log", (boot + boot).getBytes(StandardCharsets.UTF_8))
                        .reports()
                        .size());
    }

    @Test
    void whatTerminalsAreTold() {
        String plain = log(CopiedLogTest::kernel);
        isReadAs(plain, log(i -> kernel(i) + "\u001b[m"));
        isReadAs(plain, log(i -> kernel(i) + "\u001b(B\u001b[m\r"));
        isReadAs(
                plain, log(i -> "\u001b[32m" + kernel(i).replace("] ", "] \u001b[0m\u001b[33m") + "\u001b[0m\u001b[K"));
        isReadAs(plain, "\u001b[?2004l" + log(i -> kernel(i) + (i % 3 == 0 ? "\u001b[m" : "")));
        String link = "\u001b]8;;file://host/dev/nvme0\u001b\\";
        isReadAs(plain, log(i -> link + kernel(i).replace("] ", "] \u001b]8;;\u0007")));
    }

    /// What a file system leaves of a log that was written to when the power went.
    @ParameterizedTest
    @ValueSource(ints = {16, 4096, 20_000})
    void holes(int bytes) {
        String plain = log(CopiedLogTest::kernel);
        String hole = "\0".repeat(bytes);
        isReadAs(plain, plain + hole);
        isReadAs(plain, plain.replace("wlan0: deauthenticated\n", "wlan0: dea" + hole));
    }

    @Test
    void endsOfLinesShown() {
        isReadAs(log(CopiedLogTest::kernel), log(i -> kernel(i) + "$"));
    }
}
