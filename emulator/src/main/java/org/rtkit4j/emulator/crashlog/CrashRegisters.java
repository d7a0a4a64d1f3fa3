package org.rtkit4j.emulator.crashlog;

import java.util.List;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.image.FirmwareImage;

/// The registers of an ARMv8 core at an exception, consistent with its cause.
///
/// @param x x0 to x30
/// @param psr the state that was interrupted; EL1h here
/// @param far the address that faulted; 0 where none did
/// @param esr why; the architecture's encoding of EC, IL and ISS
record CrashRegisters(List<Long> x, long sp, long pc, long psr, long far, long esr) {
    private static final int X_COUNT = 31;
    private static final long EL1H_ZERO_CARRY = 0x6000_0005L;
    // EC 0x25, a data abort without a change of exception level; IL; DFSC 0x07, a translation fault of level 3.
    private static final long DATA_ABORT = 0x9600_0007L;
    private static final long WRITE_NOT_READ = 0x40;
    // EC 0x3c, a BRK instruction of AArch64; IL; its immediate in the low 16 bits.
    private static final long BREAKPOINT = 0xf200_0000L;
    private static final long ASSERT_IMMEDIATE = 0x5;

    static CrashRegisters of(FirmwareImage image, int task, CrashCause cause) {
        return switch (cause) {
            case CrashCause.DataAbort abort -> {
                long access = abort.isWrite() ? WRITE_NOT_READ : 0;
                yield build(image, task, "fault", abort.address(), abort.address(), DATA_ABORT | access);
            }
            case CrashCause.FailedAssert assertion ->
                build(image, task, "panic", assertion.line(), 0, BREAKPOINT | ASSERT_IMMEDIATE);
        };
    }

    private static CrashRegisters build(FirmwareImage image, int task, String where, long x0, long far, long esr) {
        long sp = image.stackPointer(task);
        long returnAddress = image.stack(task).getFirst();
        var x = new Long[X_COUNT];
        for (int i = 0; i < X_COUNT; i++) {
            x[i] = i < 8 ? image.code("x" + i) & 0xfff : 0L;
        }
        x[0] = x0;
        x[19] = image.controlBlock(task);
        x[29] = sp + 0x10;
        x[30] = returnAddress;
        return new CrashRegisters(List.of(x), sp, image.code(where), EL1H_ZERO_CARRY, far, esr);
    }
}
