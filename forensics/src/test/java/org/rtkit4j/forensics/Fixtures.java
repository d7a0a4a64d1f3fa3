package org.rtkit4j.forensics;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;

/// Invented reports in the exact line shapes of real ones. No value stems from a machine.
final class Fixtures {
    /// Every part that a macOS report may have.
    static final String PANIC = """

            panic(cpu 1 caller 0xfffffe0011112222): DCPEXT0 PANIC - ASSERT!Invented.cpp:77 stage - one(3) failed --\s
            second line of it - invented_task(9)
            ASSERT!Invented.cpp:77 stage - one(3) failed --\s
            second line of it


            RTKit: RTKit-9001.2.3.release - Client: InventedExt-1.2~3-modelx.RELEASE
            !UUID: 00112233-4455-6677-8899-aabbccddeeff
            ASLR slide: 0x0000000000100000
            Time: 0x0000000500000000

            Faulting task   9 Call Stack: 0x0000000000101000 0x0000000000102abc 000000000000000000
            RTKit Task List:
               name                    | pri     | stack use | status     | resource | warning
             0 rtk_background          | 007     |   100/2048  | SEMWAIT    | 0x1234 |\s
                  0x0000000000100010 0x0000000000100020

             9 invented_task           | 015     |  2000/16368 | RUNNABLE   | 0 | [Faulting task]

            51 iomfb_mailbox           | 018     |  1900/2000  | WAITING    | 0xffffffff00000040 |
                 0x0000000000100030

            53 iomfb_mailbox           | 018     |   240/2000  | SEMWAIT    | 0x99 |\s
                  0x0000000000100040

            Invented ASC Async error info:\s
            l2c_err_sts 0x5000000000000001, l2c_err_adr 000000000000000000, l2c_err_inf 000000000000000000
            lsu_err_sts 000000000000000000, fed_err_sts 000000000000000000, mmu_err_sts 0x0000000000000007
            dpc_err_sts 000000000000000000

            Mailbox (0): (0)
              Inbox  AKF_KIC_INBOX_CTRL = 0x00020001, AKF_KIC_MAILBOX_SET = 0x11111101
              Outbox AKF_AP_OUTBOX_CTRL = 0x00010001, AKF_AP_MAILBOX_SET  = 0x00000000
            OUTBOX not ready\s

                dir   endpoint      timestamp           msg
                ====  ============  ==================  ==================
                [TX]        user24  0x00000004ff000500  0x0000000000000242
                [RX]   ioreporting  0x00000004ff001020  0x0040000000000000
                [TX]   ioreporting  0x00000004ff001100  0x0040000000000000
                [TX]        syslog  0x00000004ff001200  0x005000000000000a
                [RX]        syslog  0x00000004ff001300  0x005000000000000a
                [RX]        user24  0x00000004ff002010  0x0000002400000202
                [TX]        user24  0x00000004ff002100  0x0000001c00000002
                [RX]        user24  0x00000004ff002230  0x0000000000000042
            No mapping found for coredump section: 0xffffffff0001d000 - 0xffffffff0001dfff
            No mapping found for coredump section: 0xffffffff0001e000 - 0xffffffff0001efff

            Unknown Section: Section 'Cinv' [0x43696e76], Version 1.0, size 32
            0x44434241 0x00000001 0x00000000 0x00000000 | ABCD............
            0x00000000 0x00000000 0x00000000 0xff000000 | ................
            Sleep Count: 11
            Wake Count:  12
            Duty Cycle:  2
            Mailbox (1): (4)
              Inbox  AKF_KIC_INBOX_CTRL = 0x00020001, AKF_KIC_MAILBOX_SET = 0x11111101
              Outbox AKF_AP_OUTBOX_CTRL = 0x00020001, AP instance uninitialized


                dir   endpoint      timestamp           msg
                ====  ============  ==================  ==================
                [TX]        user01  0x00000004fe000000  0x6162636400040011
                [RX]        user01  0x00000004fe000100  0x0000000000000000
                [TX]        user01  0x00000004fe000200  0x6162636500041010
            Sleep Count: 13
            Wake Count:  14
            Duty Cycle:  3

            RTBuddy(AP): Debug info:
            _iopStatus = 0x8
            _powerStateChangeLocked = false
            Mailbox Status:
            IDLE_STATUS: 0x000000ac
            INBOX0_CTRL: 0x00020001
            OUTBOX0_CTRL: 0x00021101
            AP->IOP Mailbox Log:
            Timestamp          | Dir  | Message
            0x0000000200002000 | [TX] | 0x0000002400000202 0x0000000000000037
            0x0000000200002120 | [RX] | Interrupt
            0x0000000200002140 | [RX] | 0x0000001c00000002 0x0010010000000037
            0x0000000200002220 | [TX] | 0x0000000000000042 0x0000000000000037
            0x0000000201100000 | [RX] | Interrupt
            0x0000000201100010 | [RX] | 0x0010200812345000 0x0010010000000001
            0x0000000200000000 | [TX] | 0x0030000000000000 000000000000000000
            0x0000000200000010 | [RX] | 0x0040000000000000 0x0010010000000000
            0x0000000200001000 | [TX] | 0x0040000000000000 0x0000000000000004
            0x0000000200001140 | [RX] | 0x0040000000000000 0x0010010000000004

            Debugger message: panic
            Memory ID: 0x6
            OS version: 99Z999
            Paniclog version: 14
            mach_absolute_time: 0x201200000
            Panicked task 0xfffffe0000000000: 0 pages, 1 threads: pid 0: kernel_task
            last started kext at 1: com.example.kext\t1.0
            """;

    /// A Linux log with every kind of line, two devices crashing at once.
    static final String LINUX = """
            [    1.000000] apple-dcp 111100000.dcp: RTKit: Initializing (protocol version 12)
            [    1.000001] apple-dcp 111100000.dcp: RTKit: syslog message: tedPipeline.cpp:6548: a: \t[b] "c" <d>
            [    2.000000] apple-dcp 111100000.dcp: RTKit: co-processor has crashed
            [    2.000001] nvme-apple 444400000.nvme: RTKit: co-processor has crashed
            [    2.000002] apple-dcp 111100000.dcp: RTKit: Message (id=1): first line
            [    2.000003] nvme-apple 444400000.nvme: RTKit: Message (id=6675420a): fer dump
            [    2.000004] apple-dcp 111100000.dcp: RTKit: Message (id=1):\s
            [    2.000005] apple-dcp 111100000.dcp: RTKit: Version: RTKit: RTKit-7.7.debug - Client: local-invented.release
            [    2.000006] apple-dcp 111100000.dcp: RTKit: Crash time: 4660
            [    2.000007] apple-dcp 111100000.dcp: RTKit: Exception dump:
            [    2.000008] apple-dcp 111100000.dcp:   == Exception taken from EL1h ==
            [    2.000009] nvme-apple 444400000.nvme: RTKit: Crash time: 99
            [    2.000010] apple-dcp 111100000.dcp:   PSR    = 0x600012c5
            [    2.000011] apple-dcp 111100000.dcp:   PC     = 0x1234c
            [    2.000012] apple-dcp 111100000.dcp:   ESR    = 0x96000045
            [    2.000013] apple-dcp 111100000.dcp:   FAR    = 0x0
            [    2.000014] apple-dcp 111100000.dcp:   SP     = 0xffffffff40000000
            [    2.000015] apple-dcp 111100000.dcp:\s
            [    2.000016] apple-dcp 111100000.dcp:   x00-x03 = 0000000000000000 0000000000000001 00000000000000ff ff00000000000000
            [    2.000017] apple-dcp 111100000.dcp:   x28-x31 = 000000000000001c 000000000000001d 000000000000001e
            [    2.000018] apple-dcp 111100000.dcp:\s
            [    2.000019] apple-dcp 111100000.dcp: RTKit: Mailbox history (type = 0, index = 3)
            [    2.000020] apple-dcp 111100000.dcp: RTKit:  #000@00001200: 0000000000000037 0000002400000202

            [    2.000021] usb 1-1: new high-speed device
            [    2.000022] apple-dcp 111100000.dcp: RTKit:  #001@00001210: 0000000000000004 0040000000000000
            [    2.000023] apple-dcp 111100000.dcp: RTKit: Mailbox history (type = 4, index = 0)
            [    2.000024] apple-dcp 111100000.dcp: RTKit:  #1000@00000010: 0000000000000020 0000000000000017
            [    2.000025] apple-dcp 111100000.dcp: RTKit: Unknown crashlog section: 43637374
            [    2.000026] nvme-apple 444400000.nvme: RTKit: End of crashlog reached but no footer present
            [    2.000027] apple-dcp 111100000.dcp: RTKit: Call stack (task 12, unknown 0x0):
            [    2.000028] apple-dcp 111100000.dcp: RTKit:   0x0000000000012345
            [    2.000029] apple-dcp 111100000.dcp: RTKit: Async error info:
            [    2.000030] apple-dcp 111100000.dcp: RTKit:   L2C_ERR_STS = 0x7
            [    2.000031] apple-dcp 111100000.dcp: RTKit: Firmware tasks:
            [    2.000032] apple-dcp 111100000.dcp: RTKit:   task=12 flags=0x1 ptr=0x5 name=inv pointers=0
            """;

    private Fixtures() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// How many lines a text has, the one behind the last line feed included.
    static long lines(byte[] input) {
        return 1
                + new String(input, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    static ReportFile read(String text) {
        return CrashReports.read("test", bytes(text));
    }

    /// Returns the only report of a text.
    static CrashReport only(String text) {
        return only(read(text));
    }

    static CrashReport only(ReportFile file) {
        List<CrashReport> reports = file.reports();
        if (reports.size() != 1) {
            throw new AssertionError("expected one report: found=" + reports.size() + ", reason=" + file.reason());
        }
        return reports.getFirst();
    }

    /// Wraps a panic report as diagnostics files do.
    static String ips(String panic) {
        String escaped = panic.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("/", "\\/");
        return """
                {"bug_type":"210","timestamp":"2026-01-01 00:00:00.00 +0000","os_version":"Invented"}
                {
                  "build" : "Invented",
                  "product" : "Mac0,0",
                  "panicString" : "%s",
                  "panicInitiator" : "DCPEXT0",
                  "otherString" : "x"
                }
                """.formatted(escaped);
    }

    /// Returns a report as text, without what only its container says of the machine.
    static String withoutFacts(CrashReport report) {
        return report.toString().replaceAll("(reportTime|system|model|panicInitiator)=[^=]*, (?=[a-zA-Z]+=)", "");
    }
}
