package org.rtkit4j.forensics.coredump;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One task of the firmware as a thread of the core file.
///
/// @param id the task's number; never 0
/// @param name the task's name; empty where the log has none
/// @param registers in the order of the core's register set: x0 to x30, sp, pc, pstate; or r0 to r15, cpsr
/// @param floatingPoint the contents of NT_FPREGSET, or null
/// @param origin in a sentence: which registers stand in the log, and which were made up
record CoreThread(
        int id, String name, List<Long> registers, @Nullable ByteBuffer floatingPoint, String origin) {
    CoreThread {
        registers = List.copyOf(registers);
    }
}
