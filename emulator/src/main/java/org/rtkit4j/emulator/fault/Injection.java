package org.rtkit4j.emulator.fault;

import java.util.stream.Stream;

/// One fault and its time.
///
/// @param step after how many messages it strikes, see [FaultInjector#step]
/// @param kind what happens
/// @param parameter a number whose meaning the kind tells
public record Injection(int step, FaultKind kind, long parameter) {
    public Injection {
        if (step < 0) {
            throw new IllegalArgumentException("no such step: step=" + step);
        }
    }

    /// Reads what [#toString] wrote.
    ///
    /// @throws IllegalArgumentException if it is something else
    public static Injection parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not step:kind:parameter: text=" + text);
        }
        return new Injection(step(parts[0]), kind(parts[1]), parameter(parts[2]));
    }

    private static int step(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no such step, which is a number: step=" + text, e);
        }
    }

    private static FaultKind kind(String text) {
        return Stream.of(FaultKind.values())
                .filter(kind -> kind.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such kind: kind=" + text));
    }

    private static long parameter(String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no parameter, which is a number: parameter=" + text, e);
        }
    }

    /// Returns, for example, `12:DELAY:20000000`.
    @Override
    public String toString() {
        return step + ":" + kind + ":" + parameter;
    }
}
