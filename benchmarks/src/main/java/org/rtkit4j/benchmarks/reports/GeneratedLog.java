package org.rtkit4j.benchmarks.reports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.rtkit4j.forensics.crashlog.Bytes;
import org.rtkit4j.forensics.crashlog.CrashlogBuilder;
import org.rtkit4j.forensics.crashlog.CrashlogFile;
import org.rtkit4j.forensics.crashlog.CrashlogSection;
import org.rtkit4j.forensics.crashlog.SectionBody;
import org.rtkit4j.wire.crashlog.CrashlogFormat;

/// A binary crash log of 64 KiB with every section that firmware of the M-series was seen to write: mailbox histories
/// and tasks make most of it.
final class GeneratedLog {
    static final int BYTES = 64 << 10;
    private static final int TASKS = 66;
    private static final int ROWS = 1024;

    private GeneratedLog() {}

    static byte[] make(SplittableRandom random) {
        byte[] part = builder(random).finish().toBytes();
        byte[] filler = new byte[BYTES - part.length - 16];
        CrashlogFile whole = builder(random)
                .add(new CrashlogSection(CrashlogFormat.CNVR, 0, 0, new SectionBody.Opaque(Bytes.of(filler))))
                .finish();
        return whole.toBytes();
    }

    /// A log of as many sections as are read, 32 bytes each with their heads: the most work for a walk.
    static byte[] ofSmallSections() {
        var builder = new CrashlogBuilder();
        for (int i = 0; i < CrashlogFile.MOST_SECTIONS; i++) {
            builder.add(new CrashlogSection(CrashlogFormat.CSTA, 0, 0, new SectionBody.Opaque(Bytes.zeros(16))));
        }
        return builder.finish().toBytes();
    }

    private static CrashlogBuilder builder(SplittableRandom random) {
        return new CrashlogBuilder()
                .add(new SectionBody.Version(
                        Bytes.zeros(16), Bytes.text("RTKit-2758.1.1.release - Client: AppleDCP-811.1.1")))
                .add(new SectionBody.Message(0, Bytes.text("ASSERT!Invented.cpp:561 No device added. HPD=0...")))
                .add(new SectionBody.Time(0x46330974f9L, Bytes.NONE))
                .add(registers(random))
                .add(new SectionBody.CallStack(
                        27, 0, random.longs(10, 1, 0x40_0000).boxed().toList(), Bytes.NONE))
                .add(new SectionBody.AsyncErrors(List.of(0L, 0L, 0L, 0L, 0L, 0L), Bytes.NONE))
                .add(mailbox(random))
                .add(mailbox(random))
                .add(tasks(random));
    }

    private static SectionBody registers(SplittableRandom random) {
        List<Long> x = random.longs(31).boxed().toList();
        List<Long> v = random.longs(64).boxed().toList();
        return new SectionBody.RegistersV8(
                0, 0, x, 0x7000, 0x1234, 0x6000_0205, 0, 0, 0, v, 0x18, 0, 0x9600_0045L, 0, Bytes.NONE);
    }

    private static SectionBody mailbox(SplittableRandom random) {
        List<SectionBody.MailboxEntry> rows = new ArrayList<>();
        int time = 0x1000;
        for (int i = 0; i < ROWS; i++) {
            time += random.nextInt(1, 5000);
            rows.add(new SectionBody.MailboxEntry(random.nextInt(0x40), random.nextLong(), time, 0));
        }
        return new SectionBody.Mailbox(Bytes.zeros(16), 0, 0, 0, rows, Bytes.NONE);
    }

    private static SectionBody tasks(SplittableRandom random) {
        List<SectionBody.TaskEntry> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            byte[] name = Arrays.copyOf(("task_" + i).getBytes(StandardCharsets.US_ASCII), 28);
            tasks.add(new SectionBody.TaskEntry(
                    i,
                    0,
                    0,
                    0,
                    0,
                    0x5000,
                    Bytes.zeros(16),
                    Bytes.of(name),
                    random.longs(5, 1, 0x40_0000).boxed().toList()));
        }
        return new SectionBody.Tasks(tasks, Bytes.NONE);
    }
}
