package org.rtkit4j.fleet.generate;

import java.time.LocalDate;
import java.util.SplittableRandom;

/// The text of a made-up report: a diagnostics file as an iPhone writes it, of four to six kilobytes.
///
/// @param time of the day, in seconds
record MadeReport(MadeDevice device, MadeCause cause, LocalDate date, int day, int time, SplittableRandom random) {
    private static final int ROWS = 24;
    private static final int TASKS = 6;
    private static final String ZEROS = "0000000000000000";

    /// Returns the name of its file.
    String name() {
        return "panic-full-%s-%02d%02d%02d.%04d.ips"
                .formatted(date, time / 3600, time / 60 % 60, time % 60, random.nextInt(10_000));
    }

    /// Returns the file: a line of JSON, and an object with the report in a string.
    String text() {
        var text = new StringBuilder(8192);
        String stamp = "%s %02d:%02d:%02d.00 +0000".formatted(date, time / 3600, time / 60 % 60, time % 60);
        text.append("{\"bug_type\":\"210\",\"timestamp\":\"").append(stamp);
        text.append("\",\"os_version\":\"").append(device.system(day)).append("\"}\n{\n  \"build\" : \"");
        text.append(device.system(day)).append("\",\n  \"product\" : \"").append(device.modelName());
        text.append("\",\n  \"crashReporterKey\" : \"").append(device.key());
        text.append("\",\n  \"date\" : \"").append(stamp).append("\",\n  \"panicString\" : \"");
        quote(cause.isCrash() ? crash() : watchdog(), text);
        return text.append("\"\n}\n").toString();
    }

    private static void quote(StringBuilder raw, StringBuilder text) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\n') {
                text.append("\\n");
            } else if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else {
                text.append(c);
            }
        }
    }

    private StringBuilder watchdog() {
        var text = new StringBuilder(512);
        int seconds = random.nextInt(120, 900);
        text.append("panic(cpu ").append(random.nextInt(6)).append(" caller ").append(hex(random.nextLong()));
        text.append("): userspace watchdog timeout: no successful checkins from ")
                .append(cause.mark());
        text.append(" in ").append(seconds).append(" seconds\nservice: ").append(cause.mark());
        text.append(", total successful checkins since load (")
                .append(seconds + 30)
                .append(" seconds ago): 3, last");
        text.append(" successful checkin: ").append(seconds).append(" seconds ago\n\nDebugger message: panic\n");
        return text.append("OS version: ").append(device.build(day)).append("\nPaniclog version: 14\n");
    }

    private StringBuilder crash() {
        var text = new StringBuilder(8192);
        long slide = 0x4000L * random.nextInt(1, 4096);
        long time = 0x4000000000L + random.nextLong(1L << 32);
        String message = "ASSERT!" + cause.mark() + " no answer within " + random.nextInt(1, 9999) + " us from "
                + hex(random.nextLong());
        text.append("panic(cpu ").append(random.nextInt(6)).append(" caller ").append(hex(random.nextLong()));
        text.append("): ")
                .append(cause.coprocessor())
                .append(" PANIC - ")
                .append(message)
                .append(" - worker(3)\n");
        text.append(message).append("\nRTKit: RTKit-2758.1.1.release - Client: Invented-1.2~3.RELEASE\n");
        text.append("!UUID: 00112233-4455-6677-8899-aabbccddeeff\nASLR slide: ").append(hex(slide));
        text.append("\nTime: ").append(hex(time)).append("\n\nFaulting task  3 Call Stack:");
        addresses(text, slide, 8);
        text.append(" 000000000000000000\n");
        tasks(text, slide);
        mailbox(text, time);
        return text.append("\nDebugger message: panic\nOS version: ")
                .append(device.build(day))
                .append("\nPaniclog version: 14\n");
    }

    private void addresses(StringBuilder text, long slide, int count) {
        for (int i = 0; i < count; i++) {
            text.append(' ').append(hex(slide + random.nextInt(0x10_0000)));
        }
    }

    private void tasks(StringBuilder text, long slide) {
        text.append(
                "RTKit Task List:\n   name                    | pri     | stack use | status     | resource | warning\n");
        for (int i = 0; i < TASKS; i++) {
            text.append(' ')
                    .append(i)
                    .append(i == 3 ? " worker " : " task_" + i + " ")
                    .append("                | 0");
            text.append(random.nextInt(10, 60)).append(" |  ").append(random.nextInt(1000, 4096));
            text.append("/16384 | SEMWAIT    | 0x")
                    .append(Integer.toHexString(random.nextInt(1 << 24)))
                    .append(" | \n     ");
            addresses(text, slide, 4);
            text.append("\n\n");
        }
    }

    private void mailbox(StringBuilder text, long crash) {
        text.append("\nMailbox (0): (0)\n  Inbox  AKF_KIC_INBOX_CTRL = 0x00020001, AKF_KIC_MAILBOX_SET = 0x11111101\n");
        text.append("  Outbox AKF_AP_OUTBOX_CTRL = 0x00020001, AKF_AP_MAILBOX_SET  = 0x00000000\n\n");
        text.append("    dir   endpoint      timestamp           msg\n");
        text.append("    ====  ============  ==================  ==================\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(i % 2 == 0 ? "    [RX]        user24  " : "    [TX]        user24  ");
            text.append(hex(crash - 1000L * (ROWS - i))).append("  ").append(hex(i % 2 == 0 ? 0x24_0000_0202L : 0x242));
            text.append('\n');
        }
        text.append("Sleep Count: ").append(random.nextInt(1 << 20)).append('\n');
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0x" + ZEROS.substring(digits.length()) + digits;
    }
}
