package org.rtkit4j.emulator.nvme;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Decides which fault strikes a command. Costs nothing while there is none.
final class NvmeFaults {
    private final SplittableRandom random;
    private final List<NvmeFaultRule> rules;
    private final ArrayDeque<NvmeFaultRule> once = new ArrayDeque<>();
    private boolean isQuiet;
    private long commands;
    private long scheduledAt = Long.MAX_VALUE;
    private @Nullable NvmeFaultKind scheduled;
    private int scheduledBlocks;

    NvmeFaults(List<NvmeFaultRule> rules, long seed) {
        this.rules = new ArrayList<>(rules);
        random = new SplittableRandom(seed);
        settle();
    }

    /// Adds a rule that stays.
    void add(NvmeFaultRule rule) {
        rules.add(rule);
        settle();
    }

    /// Adds a fault that strikes the next command that it concerns, once.
    void inject(NvmeFaultRule rule) {
        once.add(rule);
        settle();
    }

    void clear() {
        rules.clear();
        once.clear();
        scheduledAt = Long.MAX_VALUE;
        scheduled = null;
        settle();
    }

    /// Lets a fault strike a command by its number from now on, 0 being the next.
    ///
    /// @param blocks how many blocks a [NvmeFaultKind#CRASH_DURING] writes; -1: by chance
    void schedule(long command, NvmeFaultKind fault, int blocks) {
        scheduledAt = commands + command;
        scheduled = fault;
        scheduledBlocks = blocks;
        settle();
    }

    /// Returns how many I/O commands there were.
    long commands() {
        return commands;
    }

    /// Returns the rule that strikes a command, or null.
    @Nullable
    NvmeFaultRule next(int opcode, long block, long count) {
        long number = commands++;
        if (isQuiet) {
            return null;
        }
        if (number == scheduledAt && scheduled != null) {
            NvmeFaultRule rule = NvmeFaultRule.of(scheduled);
            scheduledAt = Long.MAX_VALUE;
            scheduled = null;
            settle();
            return rule;
        }
        return injected(opcode, block, count);
    }

    /// Returns how many of a command's blocks are written before the crash, at most all but one.
    int blocksBeforeCrash(int count) {
        int limit = Math.max(1, count);
        int blocks = scheduledBlocks;
        scheduledBlocks = -1;
        return blocks >= 0 ? Math.min(blocks, limit - 1) : random.nextInt(limit);
    }

    private @Nullable NvmeFaultRule injected(int opcode, long block, long count) {
        for (NvmeFaultRule rule : once) {
            if (rule.concerns(opcode, block, count)) {
                once.remove(rule);
                settle();
                return rule;
            }
        }
        for (NvmeFaultRule rule : rules) {
            if (rule.concerns(opcode, block, count) && random.nextInt(rule.oneIn()) == 0) {
                return rule;
            }
        }
        return null;
    }

    private void settle() {
        isQuiet = rules.isEmpty() && once.isEmpty() && scheduled == null;
    }
}
