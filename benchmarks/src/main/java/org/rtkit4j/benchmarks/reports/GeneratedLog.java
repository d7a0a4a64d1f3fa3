package org.rtkit4j.benchmarks.reports;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.rtkit4j.testkit.crashlog.CrashlogBuilder;
import org.rtkit4j.testkit.crashlog.CrashlogFile;
import org.rtkit4j.testkit.crashlog.StructBytes;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.AsyncErrors;
import org.rtkit4j.wire.crashlog.CrashlogFormat.CallStack;
import org.rtkit4j.wire.crashlog.CrashlogFormat.MailboxEntry;
import org.rtkit4j.wire.crashlog.CrashlogFormat.MailboxHead;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Message;
import org.rtkit4j.wire.crashlog.CrashlogFormat.RegistersV8;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Task;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Time;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Version;

/// A binary crash log of 64 KiB with every section that firmware of the M-series was seen to write: mailbox histories
/// and tasks make most of it.
final class GeneratedLog {
    static final int BYTES = 64 << 10;
    private static final int TASKS = 66;
    private static final int ROWS = 1024;

    private GeneratedLog() {}

    static byte[] make(SplittableRandom random) {
        byte[] part = builder(random).finish().toBytes();
        int filler = BYTES - part.length - CrashlogFormat.SectionHeader.STRUCT.sizeBytes();
        return builder(random)
                .add(CrashlogFormat.CNVR, StructBytes.of(new byte[filler]))
                .finish()
                .toBytes();
    }

    /// A log of as many sections as are read, 32 bytes each with their heads: the most work for a walk.
    static byte[] ofSmallSections() {
        var builder = new CrashlogBuilder();
        for (int i = 0; i < CrashlogFile.MOST_SECTIONS; i++) {
            builder.add(CrashlogFormat.CSTA, StructBytes.of(new byte[16]));
        }
        return builder.finish().toBytes();
    }

    private static CrashlogBuilder builder(SplittableRandom random) {
        return new CrashlogBuilder()
                .add(
                        CrashlogFormat.CVER,
                        StructBytes.of(Version.STRUCT).text("RTKit-2758.1.1.release - Client: AppleDCP-811.1.1"))
                .add(
                        CrashlogFormat.CSTR,
                        StructBytes.of(Message.STRUCT).text("ASSERT!Invented.cpp:561 No device added. HPD=0..."))
                .add(CrashlogFormat.CTIM, StructBytes.of(Time.STRUCT).put(Time.TIME, 0x46330974f9L))
                .add(CrashlogFormat.CRG8, registers(random))
                .add(CrashlogFormat.CCST, callStack(random))
                .add(CrashlogFormat.CASC, StructBytes.of(AsyncErrors.STRUCT))
                .add(CrashlogFormat.CMBX, mailbox(random))
                .add(CrashlogFormat.CMBX, mailbox(random))
                .add(CrashlogFormat.CRTK, tasks(random));
    }

    private static StructBytes callStack(SplittableRandom random) {
        return StructBytes.of(CallStack.STRUCT)
                .put(CallStack.TASK, 27)
                .longs(random.longs(10, 1, 0x40_0000).toArray());
    }

    private static StructBytes registers(SplittableRandom random) {
        return StructBytes.of(RegistersV8.STRUCT)
                .put(RegistersV8.X, random.longs(31).toArray())
                .put(RegistersV8.SP, 0x7000)
                .put(RegistersV8.PC, 0x1234)
                .put(RegistersV8.PSR, 0x6000_0205)
                .put(RegistersV8.V, random.longs(64).toArray())
                .put(RegistersV8.FAR, 0x18)
                .put(RegistersV8.ESR, 0x9600_0045L);
    }

    private static StructBytes mailbox(SplittableRandom random) {
        StructBytes log = StructBytes.of(MailboxHead.STRUCT);
        int time = 0x1000;
        for (int i = 0; i < ROWS; i++) {
            time += random.nextInt(1, 5000);
            log.then(MailboxEntry.STRUCT)
                    .put(MailboxEntry.ENDPOINT, random.nextInt(0x40))
                    .put(MailboxEntry.MESSAGE, random.nextLong())
                    .put(MailboxEntry.TIMESTAMP, time);
        }
        return log;
    }

    private static StructBytes tasks(SplittableRandom random) {
        StructBytes tasks = StructBytes.of(new byte[0]);
        for (int i = 0; i < TASKS; i++) {
            tasks.then(Task.STRUCT)
                    .put(Task.ID, i)
                    .put(Task.POINTER, 0x5000)
                    .put(Task.POINTER_COUNT, 5)
                    .put(Task.NAME, ("task_" + i).getBytes(StandardCharsets.US_ASCII))
                    .longs(random.longs(5, 1, 0x40_0000).toArray());
        }
        return tasks;
    }
}
