package org.rtkit4j.emulator.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which faults strike when, in the order of their steps. Immutable; its text can be read back.
///
/// @param injections the faults
public record FaultPlan(List<Injection> injections) {
    /// No fault at all.
    public static final FaultPlan NONE = new FaultPlan(List.of());

    private static final List<FaultKind> KINDS = List.of(FaultKind.values());
    private static final int MOST_RANDOM = 4;
    private static final int LAST_RANDOM_STEP = 120;

    public FaultPlan {
        injections = injections.stream()
                .sorted(Comparator.comparingInt(Injection::step))
                .toList();
    }

    /// Returns a plan with one fault.
    public static FaultPlan of(int step, FaultKind kind, long parameter) {
        return new FaultPlan(List.of(new Injection(step, kind, parameter)));
    }

    /// Returns a plan with one to four random faults; the same seed gives the same plan.
    public static FaultPlan random(long seed) {
        return random(seed, KINDS, LAST_RANDOM_STEP);
    }

    /// Returns such a plan with faults of these kinds alone, at steps below `steps`.
    public static FaultPlan random(long seed, List<FaultKind> kinds, int steps) {
        var random = new SplittableRandom(seed);
        var injections = new ArrayList<Injection>();
        int count = 1 + random.nextInt(MOST_RANDOM);
        for (int i = 0; i < count; i++) {
            injections.add(randomInjection(random, kinds, steps));
        }
        return new FaultPlan(injections);
    }

    /// Reads what [#toString] wrote.
    ///
    /// @throws IllegalArgumentException if it is something else
    public static FaultPlan parse(String text) {
        if (text.isBlank() || text.strip().equals("none")) {
            return NONE;
        }
        return new FaultPlan(
                Stream.of(text.split(",", -1)).map(Injection::parse).toList());
    }

    /// Returns every plan with one fault whose step is below `steps`.
    public static Stream<FaultPlan> singles(int steps) {
        return Stream.of(FaultKind.values())
                .flatMap(kind -> kind.parameters().stream()
                        .flatMap(parameter -> Stream.iterate(0, step -> step < steps, step -> step + 1)
                                .map(step -> of(step, kind, parameter))));
    }

    /// Returns, for example, `12:CRASH:0,30:LOSE:0`, or `none`.
    @Override
    public String toString() {
        return injections.isEmpty()
                ? "none"
                : injections.stream().map(Injection::toString).collect(Collectors.joining(","));
    }

    private static Injection randomInjection(SplittableRandom random, List<FaultKind> kinds, int steps) {
        FaultKind kind = kinds.get(random.nextInt(kinds.size()));
        List<Long> parameters = kind.parameters();
        boolean isSeeded = kind == FaultKind.GARBAGE || kind == FaultKind.GARBAGE_EVERYWHERE;
        long parameter = isSeeded ? random.nextInt(1 << 20) : parameters.get(random.nextInt(parameters.size()));
        return new Injection(random.nextInt(steps), kind, parameter);
    }
}
