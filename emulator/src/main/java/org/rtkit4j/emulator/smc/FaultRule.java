package org.rtkit4j.emulator.smc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.emulator.firmware.Odds;

/// When a fault strikes: `late-answer 1/10 700ms`, or for one key `slow TC0a 1/1 300ms`.
///
/// @param fault what happens
/// @param key the key whose commands it strikes; 0: any command
/// @param oneIn how often: one time in so many
/// @param delayNanos for how long, where it takes time
public record FaultRule(SmcFaultKind fault, int key, int oneIn, long delayNanos) {
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

    /// Reads rules, separated by commas.
    ///
    /// @throws IllegalArgumentException if one is not written as it should be
    public static List<FaultRule> parse(String text) {
        var rules = new ArrayList<FaultRule>();
        for (String rule : text.split(",", -1)) {
            if (!rule.isBlank()) {
                rules.add(parseOne(rule.strip()));
            }
        }
        return List.copyOf(rules);
    }

    private static FaultRule parseOne(String rule) {
        String[] words = rule.split("\\s+", -1);
        SmcFaultKind fault = SmcFaultKind.of(words[0]);
        int at = 1;
        int key = 0;
        if (at < words.length && words[at].length() == 4 && !words[at].startsWith("1/")) {
            key = KeyEntry.fourCc(words[at++]);
        }
        if (words.length != at + (fault.takesTime() ? 2 : 1)) {
            throw new IllegalArgumentException("not of the form FAULT [KEY] 1/N" + " [TIMEms]: " + rule);
        }
        return new FaultRule(fault, key, Odds.oneIn(words[at]), fault.takesTime() ? nanos(words[at + 1]) : 0);
    }

    private static long nanos(String text) {
        try {
            long millis = text.endsWith("ms") ? Long.parseLong(text.substring(0, text.length() - 2)) : -1;
            if (millis >= 0 && millis <= LONGEST_MILLIS) {
                return Duration.ofMillis(millis).toNanos();
            }
        } catch (NumberFormatException _) {
            // Not of the form either.
        }
        throw new IllegalArgumentException("not of the form 700ms: " + text);
    }
}
