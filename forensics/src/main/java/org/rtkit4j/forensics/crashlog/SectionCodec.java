package org.rtkit4j.forensics.crashlog;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.crashlog.SectionBody.AsyncErrors;
import org.rtkit4j.forensics.crashlog.SectionBody.CallStack;
import org.rtkit4j.forensics.crashlog.SectionBody.Mailbox;
import org.rtkit4j.forensics.crashlog.SectionBody.MailboxEntry;
import org.rtkit4j.forensics.crashlog.SectionBody.Mapping;
import org.rtkit4j.forensics.crashlog.SectionBody.Mappings;
import org.rtkit4j.forensics.crashlog.SectionBody.Message;
import org.rtkit4j.forensics.crashlog.SectionBody.Opaque;
import org.rtkit4j.forensics.crashlog.SectionBody.RegistersV7;
import org.rtkit4j.forensics.crashlog.SectionBody.RegistersV8;
import org.rtkit4j.forensics.crashlog.SectionBody.TaskEntry;
import org.rtkit4j.forensics.crashlog.SectionBody.Tasks;
import org.rtkit4j.forensics.crashlog.SectionBody.Time;
import org.rtkit4j.forensics.crashlog.SectionBody.Version;
import org.rtkit4j.wire.crashlog.CrashlogFormat;

/// Turns payloads into bodies and back, without losing a bit: `encode(decode(tag, p))` is `p`, whatever `p` is.
final class SectionCodec {
    private static final int UUID_BYTES = CrashlogFormat.Version.TEXT;
    private static final int MAILBOX_HEAD = CrashlogFormat.MailboxHead.STRUCT.sizeBytes();
    private static final int MAILBOX_ENTRY = CrashlogFormat.MailboxEntry.STRUCT.sizeBytes();
    private static final int TASK = CrashlogFormat.Task.STRUCT.sizeBytes();
    private static final int POINTER_COUNT = CrashlogFormat.Task.POINTER_COUNT.offset();
    private static final int MAPPING = CrashlogFormat.Mapping.STRUCT.sizeBytes();
    private static final int NAME_BYTES = CrashlogFormat.Task.NAME.sizeBytes();
    private static final int UNKNOWN_BYTES = 16;
    private static final int ASYNC_COUNT = CrashlogFormat.AsyncErrors.REGISTERS.size();
    private static final int V_COUNT = 64;

    private SectionCodec() {}

    static SectionBody decode(int tag, LittleEndian in) {
        if (in.left() < leastBytes(tag)) {
            return new Opaque(in.rest());
        }
        return switch (tag) {
            case CrashlogFormat.CVER -> new Version(in.bytes(UUID_BYTES), in.rest());
            case CrashlogFormat.CSTR -> new Message(in.u32(), in.rest());
            case CrashlogFormat.CTIM -> new Time(in.u64(), in.rest());
            case CrashlogFormat.CMBX -> mailbox(in);
            case CrashlogFormat.CRG8 -> v8(in);
            case CrashlogFormat.CRGA -> v7(in);
            case CrashlogFormat.CCST -> new CallStack(in.u32(), in.u32(), in.longs(in.left() / Long.BYTES), in.rest());
            case CrashlogFormat.CASC -> new AsyncErrors(in.longs(ASYNC_COUNT), in.rest());
            case CrashlogFormat.CRTK -> tasks(in);
            case CrashlogFormat.CCDP -> mappings(in);
            default -> new Opaque(in.rest());
        };
    }

    private static int leastBytes(int tag) {
        return switch (tag) {
            case CrashlogFormat.CVER -> UUID_BYTES;
            case CrashlogFormat.CSTR -> Integer.BYTES;
            case CrashlogFormat.CTIM -> Long.BYTES;
            case CrashlogFormat.CMBX -> MAILBOX_HEAD;
            case CrashlogFormat.CRG8 -> CrashlogFormat.RegistersV8.STRUCT.sizeBytes();
            case CrashlogFormat.CRGA -> CrashlogFormat.RegistersV7.STRUCT.sizeBytes();
            case CrashlogFormat.CCST -> CrashlogFormat.CallStack.ADDRESSES;
            case CrashlogFormat.CASC -> ASYNC_COUNT * Long.BYTES;
            default -> 0;
        };
    }

    private static Mailbox mailbox(LittleEndian in) {
        Bytes unknown = in.bytes(UNKNOWN_BYTES);
        int type = in.u32();
        int unknown14 = in.u32();
        int index = in.u32();
        List<MailboxEntry> entries = new ArrayList<>();
        while (in.left() >= MAILBOX_ENTRY) {
            entries.add(new MailboxEntry(in.u64(), in.u64(), in.u32(), in.u32()));
        }
        return new Mailbox(unknown, type, unknown14, index, entries, in.rest());
    }

    private static RegistersV8 v8(LittleEndian in) {
        return new RegistersV8(
                in.u32(),
                in.u32(),
                in.longs(CrashlogFormat.RegistersV8.X_COUNT),
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.longs(V_COUNT),
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.rest());
    }

    private static RegistersV7 v7(LittleEndian in) {
        return new RegistersV7(
                in.u32(),
                in.u32(),
                in.ints(CrashlogFormat.RegistersV7.R_COUNT),
                in.u32(),
                in.u32(),
                in.bytes(CrashlogFormat.RegistersV7.STACK.sizeBytes()),
                in.bytes(UNKNOWN_BYTES),
                in.rest());
    }

    /// Tasks up to the first that says more addresses than there is room for.
    private static Tasks tasks(LittleEndian in) {
        List<TaskEntry> tasks = new ArrayList<>();
        while (in.left() >= TASK && in.peekU32(POINTER_COUNT) <= (in.left() - TASK) / Long.BYTES) {
            int id = in.u16();
            int flags = in.u16();
            int unknown4 = in.u32();
            int unknown8 = in.u32();
            int unknownC = in.u32();
            long pointer = in.u64();
            Bytes unknown18 = in.bytes(UNKNOWN_BYTES);
            int count = in.u32();
            Bytes name = in.bytes(NAME_BYTES);
            List<Long> stack = in.longs(count);
            tasks.add(new TaskEntry(id, flags, unknown4, unknown8, unknownC, pointer, unknown18, name, stack));
        }
        return new Tasks(tasks, in.rest());
    }

    private static Mappings mappings(LittleEndian in) {
        List<Mapping> mappings = new ArrayList<>();
        while (in.left() >= MAPPING) {
            mappings.add(new Mapping(in.u64(), in.u64(), in.u32()));
        }
        return new Mappings(mappings, in.rest());
    }

    static byte[] encode(SectionBody body) {
        var out = new LittleEndianOutput();
        switch (body) {
            case Version(Bytes uuid, Bytes text) -> out.bytes(uuid).bytes(text);
            case Message(int id, Bytes text) -> out.u32(id).bytes(text);
            case Time(long time, Bytes rest) -> out.u64(time).bytes(rest);
            case Mailbox mailbox -> encode(mailbox, out);
            case RegistersV8 registers -> encode(registers, out);
            case RegistersV7 registers -> encode(registers, out);
            case CallStack(int task, int unknown, List<Long> addresses, Bytes rest) ->
                out.u32(task).u32(unknown).longs(addresses).bytes(rest);
            case AsyncErrors(List<Long> registers, Bytes rest) ->
                out.longs(registers).bytes(rest);
            case Tasks(List<TaskEntry> tasks, Bytes rest) -> {
                tasks.forEach(task -> encode(task, out));
                out.bytes(rest);
            }
            case Mappings(List<Mapping> mappings, Bytes rest) -> {
                mappings.forEach(
                        page -> out.u64(page.virtual()).u64(page.physical()).u32(page.flags()));
                out.bytes(rest);
            }
            case Opaque(Bytes payload) -> out.bytes(payload);
        }
        return out.toArray();
    }

    private static void encode(Mailbox mailbox, LittleEndianOutput out) {
        out.bytes(mailbox.unknown())
                .u32(mailbox.type())
                .u32(mailbox.unknown14())
                .u32(mailbox.index());
        for (MailboxEntry entry : mailbox.entries()) {
            out.u64(entry.endpoint()).u64(entry.message()).u32(entry.time()).u32(entry.padding());
        }
        out.bytes(mailbox.rest());
    }

    private static void encode(RegistersV8 dump, LittleEndianOutput out) {
        out.u32(dump.unknown0()).u32(dump.unknown4()).longs(dump.x());
        out.u64(dump.sp()).u64(dump.pc()).u64(dump.psr());
        out.u64(dump.cpacr()).u64(dump.fpsr()).u64(dump.fpcr()).longs(dump.v());
        out.u64(dump.far()).u64(dump.unknown338()).u64(dump.esr()).u64(dump.unknown348());
        out.bytes(dump.rest());
    }

    private static void encode(RegistersV7 dump, LittleEndianOutput out) {
        out.u32(dump.unknown0()).u32(dump.unknown4()).ints(dump.r());
        out.u32(dump.psr()).u32(dump.unknown4c());
        out.bytes(dump.stack()).bytes(dump.unknown()).bytes(dump.rest());
    }

    private static void encode(TaskEntry task, LittleEndianOutput out) {
        out.u16(task.id()).u16(task.flags());
        out.u32(task.unknown4()).u32(task.unknown8()).u32(task.unknownC());
        out.u64(task.pointer()).bytes(task.unknown18()).u32(task.stack().size());
        out.bytes(task.name()).longs(task.stack());
    }
}
