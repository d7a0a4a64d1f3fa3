package org.rtkit4j.hardware.mapped;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.system.Libc;

/// The barrier between accesses to device registers and to memory that a device shares.
///
/// On AArch64 Java's own fences order what the CPU cores see of each other (`dmb ish`); a device may be outside of
/// that domain, and drivers use `dmb osh` (linux arch/arm64 barrier.h: dma_wmb, dma_rmb). Java has no such
/// instruction, so there two of them are written into a page of code and called. Elsewhere Java's full fence serves.
@SuppressWarnings("restricted") // Calls into C, and into two instructions of our own, are what this class is for.
final class DeviceBarrier {
    /// `dmb osh` and `ret`. Source: Arm Architecture Reference Manual, DMB and RET.
    static final int[] CODE = {0xd503_33bf, 0xd65f_03c0};

    private static final int PAGE_BYTES = 0x1_0000;
    private static final boolean IS_AARCH64 = System.getProperty("os.arch", "").equals("aarch64");
    private static final @Nullable MethodHandle CALL = IS_AARCH64 ? code() : null;

    private DeviceBarrier() {}

    /// Orders all accesses before it against all after it, as a device sees them.
    static void full() {
        MethodHandle call = CALL;
        if (call == null) {
            VarHandle.fullFence();
            return;
        }
        try {
            call.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("the barrier failed", e);
        }
    }

    // Never given back: it is one page for the life of the program.
    private static MethodHandle code() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            MemorySegment page = Libc.mmap(
                    state, PAGE_BYTES, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS, -1, 0);
            if (page.address() == Libc.MAP_FAILED) {
                throw new IllegalStateException("no page for the barrier: " + Libc.strerror(Libc.errno(state)));
            }
            MemorySegment code = page.reinterpret(PAGE_BYTES);
            for (int i = 0; i < CODE.length; i++) {
                code.set(ValueLayout.JAVA_INT, (long) i * Integer.BYTES, CODE[i]);
            }
            // Changing the protection also makes what was written visible to the fetch of instructions.
            if (Libc.mprotect(state, page, PAGE_BYTES, Libc.PROT_READ | Libc.PROT_EXEC) != 0) {
                throw new IllegalStateException("no code page: " + Libc.strerror(Libc.errno(state)));
            }
            return Linker.nativeLinker().downcallHandle(code, FunctionDescriptor.ofVoid());
        }
    }
}
