package org.rtkit4j.forensics.coredump;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.elf.ElfMachine;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.Task;
import org.rtkit4j.forensics.model.TaskRef;

/// The tasks of a report as threads, the faulting one first.
final class Threads {
    private static final int LINK = 30;
    private static final int FRAME = 29;

    /// No thread can have the number 0, so task 0 gets the first one beyond the 16 bits that tasks have in a log.
    private static final int NUMBER_OF_ZERO = 0x1_0000;

    private static final String NOT_KNOWN = "; other registers are not in the log and read 0";

    private final CrashReport report;
    private final ElfMachine machine;
    private final Frames frames;
    private final MemoryMap memory;
    private int zero = NUMBER_OF_ZERO;

    Threads(CrashReport report, ElfMachine machine, Frames frames, MemoryMap memory) {
        this.report = report;
        this.machine = machine;
        this.frames = frames;
        this.memory = memory;
    }

    List<CoreThread> all() {
        List<CoreThread> threads = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        zero = number(NUMBER_OF_ZERO);
        CoreThread faulting = faulting();
        threads.add(faulting);
        seen.add(faulting.id());
        for (Task task : report.tasks()) {
            if (seen.add(shown(task.id()))) {
                threads.add(resting(task));
            }
        }
        return threads;
    }

    private CoreThread faulting() {
        TaskRef task = report.site().task();
        int id = task == null ? number(1) : shown(task.id());
        String name = task == null || task.name() == null ? "" : task.name();
        RegisterDump dump = report.site().registers();
        List<Long> stack = addresses(report.site().callStack());
        if (dump == null) {
            return fromStack(id, name, stack, "faulting task, its call stack from the log");
        }
        String origin = "faulting task: all registers that the log has" + NOT_KNOWN;
        if (machine == ElfMachine.ARM) {
            return new CoreThread(id, name, registers32(dump), null, origin);
        }
        rebuildFrame(dump, stack);
        return new CoreThread(id, name, registers64(dump), floatingPoint(dump.values()), origin);
    }

    /// Returns the first number from `id` on that no task has.
    private int number(int first) {
        int id = first;
        while (isTask(id)) {
            id++;
        }
        return id;
    }

    private int shown(int task) {
        return task == 0 ? zero : task;
    }

    private boolean isTask(int id) {
        return report.tasks().stream().anyMatch(task -> task.id() == id);
    }

    private CoreThread resting(Task task) {
        return fromStack(
                shown(task.id()),
                task.name(),
                addresses(task.stack()),
                task.stack().isEmpty() ? "task without a stack in the log" : "task, its stack from the log");
    }

    private static List<Long> addresses(List<StackAddress> stack) {
        return stack.stream().map(StackAddress::address).toList();
    }

    private CoreThread fromStack(int id, String name, List<Long> stack, String what) {
        if (stack.isEmpty()) {
            return new CoreThread(id, name, empty(), null, what + NOT_KNOWN);
        }
        long pc = stack.getFirst();
        List<Long> returns = stack.subList(1, stack.size());
        if (machine == ElfMachine.ARM) {
            List<Long> registers = empty();
            registers.set(14, returns.isEmpty() ? 0 : returns.getFirst());
            registers.set(15, pc);
            return new CoreThread(id, name, registers, null, what + ": pc and lr" + NOT_KNOWN);
        }
        List<Long> registers = empty();
        registers.set(LINK, returns.isEmpty() ? 0 : returns.getFirst());
        long frame = frames.chain(afterCallee(pc, returns));
        registers.set(FRAME, frame);
        registers.set(31, frame);
        registers.set(32, pc);
        return new CoreThread(
                id, name, registers, null, what + ": pc and x30; x29 and sp lead to made-up frame records" + NOT_KNOWN);
    }

    /// Where the function at `pc` has no frame record of its own, the link register stands for the first return.
    private List<Long> afterCallee(long pc, List<Long> returns) {
        return returns.isEmpty() || frames.hasFrame(pc) ? returns : returns.subList(1, returns.size());
    }

    private void rebuildFrame(RegisterDump dump, List<Long> stack) {
        Long pc = dump.values().get("pc");
        Long frame = dump.values().get("x29");
        if (pc == null || frame == null) {
            return;
        }
        List<Long> returns = !stack.isEmpty() && stack.getFirst().equals(pc) ? stack.subList(1, stack.size()) : stack;
        Long link = dump.values().get("x30");
        boolean linkIsFirst = link != null && !returns.isEmpty() && link.equals(returns.getFirst());
        frames.rebuild(frame, linkIsFirst ? afterCallee(pc, returns) : returns, memory);
    }

    private List<Long> empty() {
        List<Long> registers = new ArrayList<>();
        for (int i = 0; i < CoreNotes.registerCount(machine); i++) {
            registers.add(0L);
        }
        return registers;
    }

    private List<Long> registers64(RegisterDump dump) {
        List<Long> registers = empty();
        Map<String, Long> values = dump.values();
        for (int i = 0; i <= LINK; i++) {
            registers.set(i, values.getOrDefault("x" + i, 0L));
        }
        registers.set(31, values.getOrDefault("sp", 0L));
        registers.set(32, values.getOrDefault("pc", 0L));
        registers.set(33, orZero(dump.psr()));
        // Reports of macOS print the link register as lr.
        if (!values.containsKey("x30")) {
            registers.set(LINK, values.getOrDefault("lr", 0L));
        }
        return registers;
    }

    private List<Long> registers32(RegisterDump dump) {
        List<Long> registers = empty();
        for (int i = 0; i < 16; i++) {
            registers.set(i, dump.values().getOrDefault("r" + i, 0L));
        }
        registers.set(16, orZero(dump.psr()));
        return registers;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    /// Vector registers, then FPSR and FPCR; nothing where the log has none of them.
    private static @Nullable ByteBuffer floatingPoint(Map<String, Long> values) {
        if (!values.containsKey("fpsr") && !values.containsKey("fpcr") && !values.containsKey("q0.low")) {
            return null;
        }
        var registers = ByteBuffer.allocate(528).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 32; i++) {
            registers.putLong(values.getOrDefault("q" + i + ".low", 0L));
            registers.putLong(values.getOrDefault("q" + i + ".high", 0L));
        }
        registers.putInt((int) (long) values.getOrDefault("fpsr", 0L));
        registers.putInt((int) (long) values.getOrDefault("fpcr", 0L));
        return registers.rewind();
    }
}
