package org.rtkit4j.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rtkit4j.emulator.fault.FaultKind;

/// A fault that may strike at any moment of an exploration.
///
/// @param kind what happens
/// @param parameter a number whose meaning the kind tells
public record Blow(FaultKind kind, long parameter) {
    /// Hundreds of messages at once: each a state of its own, and none that a single one would not find. Sampled by
    /// the random scenarios instead.
    private static final Set<FaultKind> TOO_MANY = EnumSet.of(FaultKind.STORM, FaultKind.GARBAGE_EVERYWHERE);

    /// Contents of memory are not part of a state, and `PolledIop` has no interrupts.
    private static final Set<FaultKind> WITHOUT_EFFECT =
            EnumSet.of(FaultKind.MEMORY_CHANGES, FaultKind.SPURIOUS_INTERRUPT);

    /// Returns every one that an exploration tries.
    static List<Blow> all() {
        return Stream.of(FaultKind.values())
                .filter(kind -> !TOO_MANY.contains(kind) && !WITHOUT_EFFECT.contains(kind))
                .flatMap(kind -> kind.parameters().stream().map(parameter -> new Blow(kind, parameter)))
                .toList();
    }

    /// Returns those of the given kinds, each with its first parameter.
    static List<Blow> of(FaultKind... kinds) {
        return Stream.of(kinds)
                .map(kind -> new Blow(kind, kind.parameters().getFirst()))
                .toList();
    }

    /// Reads what [#format] wrote, or `all`, or `none`.
    static List<Blow> parseAll(String text) {
        return switch (text) {
            case "all" -> all();
            case "none" -> List.of();
            default -> Stream.of(text.split(",", -1)).map(Blow::parse).toList();
        };
    }

    static String format(List<Blow> blows) {
        return blows.stream().map(Blow::toString).collect(Collectors.joining(","));
    }

    private static Blow parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return of(FaultKind.valueOf(text)).getFirst();
        }
        return new Blow(
                FaultKind.valueOf(text.substring(0, colon)), Long.parseLong(text, colon + 1, text.length(), 10));
    }

    @Override
    public String toString() {
        return kind + ":" + parameter;
    }
}
