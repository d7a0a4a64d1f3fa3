package org.rtkit4j.emulator.nvme;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rtkit4j.emulator.firmware.Odds;
import org.rtkit4j.wire.nvme.IoOpcode;

/// When a fault strikes an I/O command: `crash-during write 1/5000`, `slow 1/100 20ms`, `read-error read 100..200 1/1`.
///
/// @param fault what happens
/// @param opcode the command that it strikes, of [IoOpcode]; -1: any
/// @param first the first block of a range; commands that touch none of it go well
/// @param last the last block of the range
/// @param oneIn how often: one time in so many
/// @param delayNanos for how long, where it takes time
public record NvmeFaultRule(NvmeFaultKind fault, int opcode, long first, long last, int oneIn, long delayNanos) {
    /// Any command.
    public static final int ANY = -1;

    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();
    private static final Map<String, Integer> OPCODES = Map.of(
            "read", IoOpcode.READ,
            "write", IoOpcode.WRITE,
            "flush", IoOpcode.FLUSH,
            "zero", IoOpcode.WRITE_ZEROES,
            "trim", IoOpcode.DATASET_MANAGEMENT);

    /// A fault that strikes any command, always.
    public static NvmeFaultRule of(NvmeFaultKind fault) {
        return new NvmeFaultRule(fault, ANY, 0, Long.MAX_VALUE, 1, 0);
    }

    /// Returns this rule for one command only.
    public NvmeFaultRule on(int changed) {
        return new NvmeFaultRule(fault, changed, first, last, oneIn, delayNanos);
    }

    /// Returns this rule for a range of blocks.
    public NvmeFaultRule blocks(long from, long to) {
        return new NvmeFaultRule(fault, opcode, from, to, oneIn, delayNanos);
    }

    /// Returns this rule with a duration.
    public NvmeFaultRule lasting(Duration delay) {
        return new NvmeFaultRule(fault, opcode, first, last, oneIn, delay.toNanos());
    }

    /// Reads rules, separated by commas.
    ///
    /// @throws IllegalArgumentException if one is not written as it should be
    public static List<NvmeFaultRule> parse(String text) {
        var rules = new ArrayList<NvmeFaultRule>();
        for (String rule : text.split(",", -1)) {
            if (!rule.isBlank()) {
                rules.add(parseOne(rule.strip()));
            }
        }
        return List.copyOf(rules);
    }

    boolean concerns(int command, long block, long count) {
        boolean isCommand = opcode == ANY || opcode == command;
        return isCommand && (count == 0 || (block <= last && block + count > first));
    }

    private static NvmeFaultRule parseOne(String rule) {
        String[] words = rule.split("\\s+", -1);
        NvmeFaultRule made = of(NvmeFaultKind.of(words[0]));
        int odds = 1;
        for (int i = 1; i < words.length; i++) {
            Integer command = OPCODES.get(words[i]);
            if (command != null) {
                made = made.on(command);
            } else if (words[i].contains("..")) {
                made = made.range(words[i]);
            } else if (words[i].endsWith("ms")) {
                made = made.lasting(millis(words[i]));
            } else {
                odds = Odds.oneIn(words[i]);
            }
        }
        if ((made.fault == NvmeFaultKind.SLOW) != (made.delayNanos > 0)) {
            throw new IllegalArgumentException("a time is what slow has, and no other: " + rule);
        }
        return new NvmeFaultRule(made.fault, made.opcode, made.first, made.last, odds, made.delayNanos);
    }

    private NvmeFaultRule range(String text) {
        String[] ends = text.split("\\.\\.", -1);
        try {
            long from = Long.parseLong(ends[0]);
            long to = Long.parseLong(ends[1]);
            if (ends.length == 2 && from >= 0 && from <= to) {
                return blocks(from, to);
            }
        } catch (NumberFormatException _) {
            // Not of the form either.
        }
        throw new IllegalArgumentException("not of the form 100..200: " + text);
    }

    private static Duration millis(String text) {
        try {
            long millis = Long.parseLong(text.substring(0, text.length() - 2));
            if (millis > 0 && millis <= LONGEST_MILLIS) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException _) {
            // Not of the form either.
        }
        throw new IllegalArgumentException("not of the form 20ms: " + text);
    }
}
