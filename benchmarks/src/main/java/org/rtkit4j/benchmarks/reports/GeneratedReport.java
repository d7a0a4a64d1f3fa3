package org.rtkit4j.benchmarks.reports;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/// Reports of invented crashes whose group is known: the cause decides it, everything else is random.
///
/// Forms: panic reports of macOS in full size, diagnostics files, Linux logs.
public final class GeneratedReport {
    /// How many causes there are.
    public static final int CAUSES = 40;

    private static final String[] NAMES = {"DCP", "SMC", "ANS2", "ACIO", "GFX"};
    private static final String[] DRIVERS = {
        "apple-dcp 1.dcp", "macsmc 1.smc", "nvme-apple 1.nvme", "x 1.acio", "asahi 1.gpu"
    };
    private static final int TASKS = 66;
    private static final int ROWS = 128;

    private final SplittableRandom random;
    private final int cause;

    private GeneratedReport(SplittableRandom random, int cause) {
        this.random = random;
        this.cause = cause;
    }

    /// Returns a panic report, as text or in a diagnostics file, or a Linux log.
    ///
    /// @param cause below [#CAUSES]
    /// @param form 0 text, 1 diagnostics file, 2 Linux log
    public static String of(SplittableRandom random, int cause, int form) {
        var report = new GeneratedReport(random, cause);
        return switch (form) {
            case 0 -> report.panic();
            case 1 -> report.diagnostics();
            default -> report.linux();
        };
    }

    /// Returns a kernel log in which a report stands among 200 lines of others for each of its own.
    static byte[] amongOthers(SplittableRandom random, byte[] report) {
        String own = new String(report, StandardCharsets.US_ASCII);
        var text = new StringBuilder(own);
        long lines = 200 * own.lines().count();
        for (long i = 0; i < lines; i++) {
            text.append("[%12.6f] usb 1-%d: new high-speed USB device number %d, product %x%n"
                    .formatted(random.nextDouble(99_999), random.nextInt(9), random.nextInt(99), random.nextLong()));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private String name() {
        return NAMES[cause % NAMES.length];
    }

    /// The message: place and words belong to the cause, the numbers do not.
    private String message() {
        return "ASSERT!Invented%c.cpp:%d no answer within %d us from 0x%x, left=%d"
                .formatted(
                        'A' + cause % 7, 100 + cause, random.nextInt(1, 9999), random.nextLong(), random.nextInt(99));
    }

    private String panic() {
        var text = new StringBuilder(50_000);
        String message = message();
        long slide = 0x4000L * random.nextInt(1, 4096);
        long time = 0x4000000000L + random.nextLong(1L << 32);
        text.append("panic(cpu %d caller 0x%016x): %s PANIC - %s - worker(27)%n"
                .formatted(random.nextInt(8), random.nextLong(), name(), message));
        text.append(message).append("\nRTKit: RTKit-2758.1.1.release - Client: Invented-1.2~3.RELEASE\n");
        text.append("!UUID: 00112233-4455-6677-8899-aabbccddeeff\n");
        text.append("ASLR slide: 0x%016x\nTime: 0x%016x\n\nFaulting task  27 Call Stack:".formatted(slide, time));
        addresses(text, slide, 10);
        text.append(" 000000000000000000\n");
        tasks(text, slide);
        mailbox(text, time);
        apLog(text, time - 0x2000000000L);
        text.append("\nDebugger message: panic\nOS version: 99Z999\nPaniclog version: 14\n");
        return text.toString();
    }

    private void addresses(StringBuilder text, long slide, int count) {
        for (int i = 0; i < count; i++) {
            text.append(" 0x%016x".formatted(slide + random.nextInt(0x10_0000)));
        }
    }

    private void tasks(StringBuilder text, long slide) {
        text.append(
                "RTKit Task List:\n   name                    | pri     | stack use | status     | resource | warning\n");
        for (int i = 0; i < TASKS; i++) {
            text.append("%2d %-23s | %03d     | %5d/%-6d| %-10s | 0x%x | %n"
                    .formatted(
                            i,
                            i == 27 ? "worker" : "task_" + i,
                            random.nextInt(60),
                            random.nextInt(4096),
                            16384,
                            "SEMWAIT",
                            random.nextInt(1 << 24)));
            text.append("     ");
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
            text.append("    [%s]        user24  0x%016x  0x%016x%n"
                    .formatted(
                            i % 2 == 0 ? "RX" : "TX",
                            crash - 1000L * (ROWS - i),
                            i % 2 == 0 ? 0x24_0000_0202L : 0x242));
        }
        text.append("Sleep Count: %d%nWake Count:  %d%n".formatted(random.nextInt(1 << 20), random.nextInt(1 << 20)));
    }

    private void apLog(StringBuilder text, long crash) {
        text.append("\nRTBuddy(AP): Debug info:\n_iopStatus = 0x8\nMailbox Status:\nIDLE_STATUS: 0x000000ac\n");
        text.append("AP->IOP Mailbox Log:\nTimestamp          | Dir  | Message\n");
        for (int i = 0; i < ROWS; i++) {
            text.append("0x%016x | [%s] | 0x%016x 0x%016x%n"
                    .formatted(
                            crash - 1000L * (ROWS - i),
                            i % 2 == 0 ? "TX" : "RX",
                            i % 2 == 0 ? 0x24_0000_0202L : 0x242,
                            0x37));
        }
    }

    private String diagnostics() {
        String escaped = panic().replace("\n", "\\n").replace("/", "\\/");
        return "{\"bug_type\":\"210\"}\n{\n  \"panicString\" : \"" + escaped + "\",\n  \"x\" : 1\n}\n";
    }

    private String linux() {
        String driver = DRIVERS[cause % DRIVERS.length];
        var text = new StringBuilder();
        line(text, driver, "RTKit: co-processor has crashed");
        line(text, driver, "RTKit: Message (id=1): " + message());
        line(text, driver, "RTKit: Crash time: " + random.nextInt(1 << 30));
        line(text, driver, "RTKit: Mailbox history (type = 0, index = 0)");
        for (int i = 0; i < ROWS; i++) {
            line(text, driver, "RTKit:  #%03d@%08x: %016x %016x".formatted(i, 0x1000 + i, 0x37, random.nextLong()));
        }
        return text.toString();
    }

    private void line(StringBuilder text, String driver, String body) {
        text.append("[%12.6f] ".formatted(random.nextDouble(99_999)))
                .append(driver)
                .append(": ")
                .append(body)
                .append('\n');
    }
}
