package org.rtkit4j.app.matrix;

import java.util.Map;
import java.util.stream.Collectors;

/// How one host fares on one firmware.
///
/// @param host its name
/// @param firmware the profile's name
/// @param outcomes what came of each feat that was tried: an empty text where it was done, else why not, in one line
public record Survival(String host, String firmware, Map<Feat, String> outcomes) {
    public Survival {
        outcomes = Map.copyOf(outcomes);
    }

    /// Returns whether all was done that was tried.
    public boolean isWhole() {
        return outcomes.values().stream().allMatch(String::isEmpty);
    }

    /// Returns it in one line: what was done, and where and why it ended.
    public String summary() {
        return outcomes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().isEmpty()
                        ? entry.getKey().label()
                        : "**" + entry.getKey().label() + " fails**: " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
