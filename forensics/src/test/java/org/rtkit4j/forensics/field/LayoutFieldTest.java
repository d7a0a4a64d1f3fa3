package org.rtkit4j.forensics.field;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;

/// One panic report in every layout that people bring it in: the report is the same.
class LayoutFieldTest {
    private static final String PANIC = """
        panic(cpu 0 caller 0xfffffff011112222): SMC PANIC - ASSERT: power.c:561: <x> & "quoted" - Misc(2)
        ASSERT: power.c:561: <x> & "quoted"
        RTKit: RTKit-9001.1.1.release - Client: AppleSMCFirmware_X00-1.2.3.x00.REL
        !UUID: 00000000-0000-0000-0000-000000000001
        Time: 0x0000000100000000

        Faulting task   2 Call Stack: 0x0000000000001000 0x0000000000002000

        RTKit Task List:
           name                    | pri     | stack use | status     | resource | warning
         2 Misc                    | 000     |  1776/65536 | RUNNABLE   | 0xa51950 | [Faulting task]

        Mailbox (0): (0)
          Inbox  AKF_KIC_INBOX_CTRL = 0x00020001, AKF_KIC_MAILBOX_SET = 0x11111101
          Outbox AKF_AP_OUTBOX_CTRL = 0x00020001, AKF_AP_MAILBOX_SET  = 0x00000000

            dir   endpoint      timestamp           msg
            ====  ============  ==================  ==================
            [TX]        user24  0x000000462be25cec  0x0000000000000642

        Debugger message: panic
        OS version: 99A1
        Kernel version: Darwin Kernel Version 99.0.0: root:xnu-1~1/RELEASE_ARM64_T8103
        Epoch Time:        sec       usec
          Boot    : 0x70000000 0x00000000
          Wake    : 0x00000000 0x00000000
          Calendar: 0x70000443 0x00000000
        """;

    private static String reading(byte[] input) {
        ReportFile file = CrashReports.read("panic", input);
        assertEquals(1, file.reports().size(), file::reason);
        assertEquals(1, file.panics().size());
        CrashReport crash = file.reports().getFirst();
        return String.join(
                "\n",
                crash.site().toString(),
                crash.origin().toString(),
                crash.tasks().toString(),
                crash.logs().toString(),
                Fingerprint.of(crash).id(),
                file.panics().getFirst().uptime().toString(),
                file.panics().getFirst().machine().chip());
    }

    private static void same(String layout) {
        same(layout, UTF_8);
    }

    private static void same(String layout, Charset charset) {
        assertEquals(reading(PANIC.getBytes(UTF_8)), reading(layout.getBytes(charset)), layout);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String json(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Test
    void lineEndsAndEncodingsMakeNoDifference() {
        same(PANIC.replace("\n", "\r\n"));
        same(PANIC.replace("\n", "\r"));
        same(PANIC.replace("\n", "   \n"));
        same(PANIC.replace("\n", "\n\n"));
        same(PANIC, UTF_16LE);
        same(PANIC, UTF_16BE);
        same("\ufeff" + PANIC, UTF_16BE);
        same("\u6f22\u5b57 \u00e4\u00f6\u00fc\n" + PANIC, UTF_16LE);
        same("\u001b[0m\n" + PANIC.replaceAll("(?m)^", "\u001b[31m").replaceAll("(?m)$", "\u001b[0m"));
    }

    @Test
    void aPageMakesNoDifference() {
        for (String[] ends : new String[][] {
            {"", "<br>"},
            {"", "<BR />"},
            {"", "<br/>\n"},
            {"<p>", "</p>"},
            {"<div>", "</div>"},
            {"<li>", "</li>"},
            {"<tr><td>", "</td></tr>"}
        }) {
            same(html(PANIC).lines().map(line -> ends[0] + line + ends[1]).collect(Collectors.joining()));
        }
        same("<html><body><pre class=\"code\">" + html(PANIC) + "</pre></body></html>");
        same("<pre>" + html(PANIC).replaceAll("(?m)^(.*)$", "<span class=\"line\">$1</span>") + "</pre>");
        same("<p>" + html(PANIC).replace("  ", "&nbsp; ").replace("\n", "<br>\n") + "</p>");
        same(PANIC.replace("&", "&#38;")
                .replace("<", "&#60;")
                .replace(">", "&#x3E;")
                .replace("\"", "&#34;"));
        same("<plist><dict><key>panicString</key><string>" + html(PANIC) + "</string></dict></plist>");
    }

    @Test
    void aMailMakesNoDifference() {
        var quoted = new StringBuilder("Content-Transfer-Encoding: quoted-printable\n\n");
        for (String line : PANIC.replace("=", "=3D").split("\n", -1)) {
            quoted.append(line.replaceAll("(.{60})(?!=)(?<!=.?)", "$1=\n")).append('\n');
        }
        same(quoted.toString());
        same(quoted.toString().replace("\n", "\r\n"));
        same(PANIC.replaceAll("(?m)^", "> "));
    }

    @Test
    void aWordProcessorMakesNoDifference() {
        String text = PANIC.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}");
        String head = "{\\rtf1\\ansi\\ansicpg1252\n{\\fonttbl\\f0\\fnil\\fcharset0 Menlo-Regular;}\n"
                + "{\\*\\expandedcolortbl;;}\n\\paperw11900\\pard\\tx560\\partightenfactor0\n\n\\f0\\fs22 \\cf0 ";
        for (String end : new String[] {"\\\n", "\\par\n", "\\par ", "\\line ", "\\line\r\n"}) {
            same(head + text.replace("\n", end) + "}");
        }
        same(head + text.replace("quoted", "{\\b quot}\\'65d").replace("\n", "\\par\n") + "}");
        same(PANIC.replace("\n", "\\\n"));
    }

    @Test
    void jsonInJsonMakesNoDifference() {
        String ips = "{\"bug_type\":\"210\"}\n{\n \"panicString\" : " + json(PANIC) + "\n}";
        same(ips);
        same("{\"file\":\"x\",\"content\":" + json(ips) + "}");
        same("{\"a\":1,\"b\":" + json("{\"content\":" + json(ips) + "}") + "}");
        same("{\"log\":" + json(PANIC) + "}");
        same("[" + PANIC.lines().map(LayoutFieldTest::json).collect(Collectors.joining(",\n")) + "]");
        same("[ " + PANIC.lines().map(LayoutFieldTest::json).collect(Collectors.joining(" , ")) + " ]");
    }

    @Test
    void aParagraphIsTakenApart() {
        String folded = PANIC.replaceAll("\\s+", " ");
        same(folded);
        same("It restarts since Monday:\n\n" + folded + "\n\nWhat now?\n");
        assertTrue(CrashReports.read("panic", folded.getBytes(UTF_8))
                .warnings()
                .toString()
                .contains("folded into one line"));
    }
}
