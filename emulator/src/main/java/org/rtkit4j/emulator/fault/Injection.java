package org.rtkit4j.emulator.fault;

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
        return new Injection(Integer.parseInt(parts[0]), FaultKind.valueOf(parts[1]), Long.decode(parts[2]));
    }

    /// Returns, for example, `12:DELAY:20000000`.
    @Override
    public String toString() {
        return step + ":" + kind + ":" + parameter;
    }
}
