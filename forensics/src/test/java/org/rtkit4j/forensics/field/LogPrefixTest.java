package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;

/// One crash under every prefix that logs are printed with: alone, and with other drivers' and services' lines between
/// its own. Whatever the prefix, the report is the same.
class LogPrefixTest {
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
            "EXT4-fs (nvme0n1p5): mounted filesystem with ordered data mode");

    private static String reading(String log) {
        ReportFile file = CrashReports.read("log", log.getBytes(StandardCharsets.UTF_8));
        assertEquals(1, file.reports().size(), log);
        CrashReport crash = file.reports().getFirst();
        List<String> said = file.devices().stream()
                .flatMap(device -> device.syslog().stream())
                .map(line -> line.context() + ": " + line.text())
                .toList();
        return String.join(
                "\n",
                crash.site().toString(),
                crash.origin().toString(),
                crash.logs().toString(),
                crash.warnings().toString(),
                said.toString(),
                Fingerprint.of(crash).id());
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
            assertEquals(true, bare.contains(part), bare);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[  100.12345%d] ",
                "<4>[  100.12345%d] ",
                "[Mon Apr 22 23:33:5%d 2030] ",
                "2030-04-22T23:33:52,12345%d+00:00 ",
                "kern  :err   : [  100.12345%d] ",
                "Apr 22 23:33:5%d host kernel: ",
                "Mär 22 23:33:5%d host kernel: ",
                "Apr 22 23:33:52.12345%d host kernel: ",
                "2030-04-22T23:33:5%d+0000 host kernel: ",
                "2030-04-22T23:33:52.12345%d+00:00 host kernel: ",
                "2030-04-22 23:33:5%d host kernel: ",
                "Mon 2030-04-22 23:33:5%d UTC host kernel: ",
                "1900000000.12345%d host kernel: ",
                "[  100.12345%d] host kernel: ",
                "Apr 22 23:33:5%d host kernel: [  100.123456] ",
                "<3>1 2030-04-22T23:33:5%d.123Z host kernel - - - ",
                "3,12%d,100123456,-; ",
                "default\t23:33:52.12345%d+0000\tkernel\t",
                "1%d:[  100.123456] ",
                "+[  100.12345%d] ",
                "> Apr 22 23:33:5%d host kernel: "
            })
    void aCrashIsTheSameUnderEveryPrefix(String prefix) {
        assertEquals(expected(), reading(log(prefix, false)), "alone");
        assertEquals(expected(), reading(log(prefix, true)), "with others between");
    }

    private static String log(String prefix, boolean withOthers) {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (String ours : OURS) {
            lines.add(prefix.replace("%d", Integer.toString(number++ % 10)) + ours);
            if (withOthers && !prefix.isEmpty()) {
                lines.add(prefix.replace("%d", Integer.toString(number++ % 10)) + OTHERS.get(number % OTHERS.size()));
                if (prefix.contains("host kernel: ")) {
                    lines.add(prefix.replace("%d", Integer.toString(number++ % 10))
                                    .replace("kernel: ", "systemd[1]: ") + "Stopped something.");
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
