package org.rtkit4j.emulator.crashlog;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.AsyncErrors;
import org.rtkit4j.wire.crashlog.CrashlogFormat.CallStack;
import org.rtkit4j.wire.crashlog.CrashlogFormat.MailboxEntry;
import org.rtkit4j.wire.crashlog.CrashlogFormat.MailboxHead;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Mapping;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Message;
import org.rtkit4j.wire.crashlog.CrashlogFormat.RegistersV8;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Task;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Time;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Version;

/// Writes the binary crash log of a firmware; see [CrashlogFormat] for the format.
///
/// The sections come in the order of their worth. Where the buffer is small, the mailbox history loses its oldest
/// messages, the task list its last tasks, the page mappings their last pages, and a section that does not fit at
/// all is left out.
///
/// What is not written has no source in an emulated machine: `CrgA` is of processors that no profile has, and what
/// `Cpct`, `Cnvr` and `Csta` hold is not known.
public final class CrashlogWriter {
    private static final int MESSAGE_ID = 0;

    private CrashlogWriter() {}

    /// Returns the log: at most `limitBytes` long, complete with its terminator.
    ///
    /// @param limitBytes the size of the buffer that it is for
    /// @throws IllegalArgumentException if not even header and terminator fit
    public static byte[] write(CrashSnapshot crash, int limitBytes) {
        var log = new SectionWriter(limitBytes);
        log.add(CrashlogFormat.CVER, version(crash));
        log.add(CrashlogFormat.CSTR, message(crash));
        log.add(CrashlogFormat.CTIM, time(crash));
        log.add(CrashlogFormat.CRG8, registers(crash));
        log.add(CrashlogFormat.CCST, callStack(crash));
        log.add(CrashlogFormat.CASC, new byte[AsyncErrors.STRUCT.sizeBytes()]);
        log.add(CrashlogFormat.CMBX, mailbox(crash, log.room()));
        log.add(CrashlogFormat.CRTK, tasks(crash, log.room()));
        log.add(CrashlogFormat.CCDP, mappings(crash, log.room()));
        return log.finish();
    }

    private static byte[] version(CrashSnapshot crash) {
        byte[] text = text(crash.image().version());
        byte[] payload = new byte[Version.TEXT + text.length];
        UUID uuid = crash.image().uuid();
        ByteBuffer.wrap(payload)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .put(text);
        return payload;
    }

    private static byte[] message(CrashSnapshot crash) {
        byte[] text = text(crash.panicText());
        byte[] payload = new byte[Message.TEXT + text.length];
        Message.ID.put(MemorySegment.ofArray(payload), 0, MESSAGE_ID);
        System.arraycopy(text, 0, payload, Message.TEXT, text.length);
        return payload;
    }

    private static byte[] time(CrashSnapshot crash) {
        byte[] payload = new byte[Time.STRUCT.sizeBytes()];
        Time.TIME.put(MemorySegment.ofArray(payload), 0, crash.ticks());
        return payload;
    }

    private static byte[] registers(CrashSnapshot crash) {
        CrashRegisters values = CrashRegisters.of(crash.image(), crash.task(), crash.cause());
        byte[] payload = new byte[RegistersV8.STRUCT.sizeBytes()];
        MemorySegment memory = MemorySegment.ofArray(payload);
        putLongs(payload, RegistersV8.X.offset(), values.x());
        RegistersV8.SP.put(memory, 0, values.sp());
        RegistersV8.PC.put(memory, 0, values.pc());
        RegistersV8.PSR.put(memory, 0, values.psr());
        RegistersV8.FAR.put(memory, 0, values.far());
        RegistersV8.ESR.put(memory, 0, values.esr());
        return payload;
    }

    private static byte[] callStack(CrashSnapshot crash) {
        List<Long> stack = crash.image().stack(crash.task());
        byte[] payload = new byte[CallStack.ADDRESSES + Long.BYTES * (stack.size() + 1)];
        CallStack.TASK.put(MemorySegment.ofArray(payload), 0, crash.task());
        putLongs(payload, CallStack.ADDRESSES, stack);
        return payload;
    }

    private static byte[] mailbox(CrashSnapshot crash, int room) {
        int entryBytes = MailboxEntry.STRUCT.sizeBytes();
        int headBytes = MailboxHead.STRUCT.sizeBytes();
        List<MailboxRecord> all = crash.messages();
        int count = Math.clamp((room - headBytes) / entryBytes, 0, all.size());
        byte[] payload = new byte[headBytes + count * entryBytes];
        MemorySegment memory = MemorySegment.ofArray(payload);
        MailboxHead.INDEX.put(memory, 0, count);
        long at = headBytes;
        for (MailboxRecord message : all.subList(all.size() - count, all.size())) {
            MailboxEntry.ENDPOINT.put(memory, at, message.endpoint());
            MailboxEntry.MESSAGE.put(memory, at, message.msg0());
            MailboxEntry.TIMESTAMP.put(memory, at, message.ticks());
            at += entryBytes;
        }
        return payload;
    }

    private static byte[] tasks(CrashSnapshot crash, int room) {
        var payload = ByteBuffer.allocate(Math.max(0, room));
        for (int task = 0; task < crash.image().tasks().size(); task++) {
            byte[] entry = task(crash, task);
            if (entry.length > payload.remaining()) {
                break;
            }
            payload.put(entry);
        }
        byte[] used = new byte[payload.position()];
        payload.flip().get(used);
        return used;
    }

    private static byte[] task(CrashSnapshot crash, int task) {
        List<Long> stack = crash.image().stack(task);
        byte[] entry = new byte[Task.STRUCT.sizeBytes() + Long.BYTES * stack.size()];
        MemorySegment memory = MemorySegment.ofArray(entry);
        Task.ID.put(memory, 0, task);
        Task.FLAGS.put(memory, 0, task == crash.task() ? 1 : 0);
        Task.POINTER.put(memory, 0, crash.image().controlBlock(task));
        Task.POINTER_COUNT.put(memory, 0, stack.size());
        byte[] name = text(crash.image().tasks().get(task));
        System.arraycopy(name, 0, entry, Task.NAME.offset(), Math.min(name.length, Task.NAME.sizeBytes() - 1));
        putLongs(entry, Task.STRUCT.sizeBytes(), stack);
        return entry;
    }

    private static byte[] mappings(CrashSnapshot crash, int room) {
        int entryBytes = Mapping.STRUCT.sizeBytes();
        int count = Math.clamp(room / entryBytes, 0, crash.pages().size());
        byte[] payload = new byte[count * entryBytes];
        MemorySegment memory = MemorySegment.ofArray(payload);
        for (int i = 0; i < count; i++) {
            Mapping.VIRTUAL.put(
                    memory, (long) i * entryBytes, crash.pages().get(i).virtAddr());
            Mapping.PHYSICAL.put(
                    memory, (long) i * entryBytes, crash.pages().get(i).physAddr());
        }
        return payload;
    }

    private static void putLongs(byte[] payload, int offset, List<Long> values) {
        var buffer = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).position(offset);
        values.forEach(buffer::putLong);
    }

    // With the NUL that ends it.
    private static byte[] text(String text) {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }
}
