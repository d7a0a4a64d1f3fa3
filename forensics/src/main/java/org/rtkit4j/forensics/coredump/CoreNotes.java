package org.rtkit4j.forensics.coredump;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rtkit4j.forensics.elf.ElfMachine;
import org.rtkit4j.forensics.elf.ElfNotes;

/// The notes of a core file: threads and process as Linux writes them, and notes of our own.
///
/// Source: linux `include/uapi/linux/elfcore.h`, `arch/arm64/include/uapi/asm/ptrace.h`, `arch/arm/include/asm/elf.h`.
final class CoreNotes {
    private static final String CORE = "CORE";
    private static final int PRSTATUS = 1;
    private static final int FPREGSET = 2;
    private static final int PRPSINFO = 3;
    private static final int NAME_BYTES = 16;
    private static final int ARGUMENT_BYTES = 80;
    private static final short SIGABRT = 6;
    private static final short SIGSEGV = 11;

    /// The owner of our own notes. Debuggers look at the type alone, so theirs are `RTK` and a number.
    static final String OWNER = "rtkit4j";

    /// A task: its number (4 bytes), then its name and where its registers come from, each NUL-terminated.
    static final int TASK = 0x5254_4b01;

    /// A region of memory: address and size (8 bytes each), then where it comes from, NUL-terminated.
    static final int MEMORY = 0x5254_4b02;

    /// The report in JSON.
    static final int REPORT = 0x5254_4b03;

    /// The binary crash log, every byte of it.
    static final int CRASHLOG = 0x5254_4b04;

    private final ElfMachine machine;
    private final ElfNotes notes = new ElfNotes();

    CoreNotes(ElfMachine machine) {
        this.machine = machine;
    }

    static int registerCount(ElfMachine machine) {
        return machine == ElfMachine.AARCH64 ? 34 : 17;
    }

    /// Adds a thread; the first one is the one that a debugger shows.
    void thread(CoreThread thread, boolean isAbort) {
        notes.add(CORE, PRSTATUS, status(thread, isAbort ? SIGSEGV : SIGABRT));
        ByteBuffer floatingPoint = thread.floatingPoint();
        if (floatingPoint != null) {
            notes.add(CORE, FPREGSET, floatingPoint);
        }
        byte[] text = (thread.name() + '\0' + thread.origin() + '\0').getBytes(StandardCharsets.US_ASCII);
        notes.add(
                OWNER,
                TASK,
                little(Integer.BYTES + text.length)
                        .putInt(thread.id())
                        .put(text)
                        .array());
    }

    private ByteBuffer status(CoreThread thread, short signal) {
        boolean wide = machine.isWide();
        var status = little(wide ? 392 : 148);
        status.putInt(0, signal).putShort(12, signal);
        status.putInt(wide ? 32 : 24, thread.id());
        status.position(wide ? 112 : 72);
        for (long register : thread.registers()) {
            if (wide) {
                status.putLong(register);
            } else {
                status.putInt((int) register);
            }
        }
        return status;
    }

    /// @param program what debuggers compare the name of the executable with; cut at 15 characters
    void process(String program, String arguments, int id) {
        boolean wide = machine.isWide();
        var info = little(wide ? 136 : 124);
        info.put(1, (byte) 'R');
        info.putInt(wide ? 24 : 12, id);
        text(info, wide ? 40 : 28, program, NAME_BYTES);
        text(info, wide ? 56 : 44, arguments, ARGUMENT_BYTES);
        notes.add(CORE, PRPSINFO, info);
    }

    private static void text(ByteBuffer info, int at, String text, int room) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        info.put(at, bytes, 0, Math.min(bytes.length, room - 1));
    }

    void memory(List<MemoryMap.Region> regions) {
        for (MemoryMap.Region region : regions) {
            byte[] text = (region.origin() + '\0').getBytes(StandardCharsets.US_ASCII);
            var note = little(2 * Long.BYTES + text.length)
                    .putLong(region.address())
                    .putLong(region.sizeBytes());
            notes.add(OWNER, MEMORY, note.put(text));
        }
    }

    void own(int type, byte[] contents) {
        notes.add(OWNER, type, contents);
    }

    ByteBuffer toBuffer() {
        return notes.toBuffer();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
