package org.rtkit4j.simulation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A hash of everything that both ends and the world between them will decide by: two moments with the same one have
/// the same future.
///
/// It follows every field of every object of this project from the roots that it is given, so that what somebody adds
/// is part of the state by itself; only what [Forgotten] names, each with its reason, is left out. Times count from
/// now, and objects by the order in which they are met. The hash has 64 bits: among ten million states, the odds
/// that two of them share one are 1 in 370,000.
///
/// Only within one JVM: classes of lambdas have other names in the next.
final class StatePrint {
    /// When a run's clock begins: far from every number that is not a time.
    static final long EPOCH_NANOS = 1L << 60;

    /// A time before now counts as long ago from here on: nobody waits longer for anything.
    private static final long LONG_AGO_NANOS = -1_500_000_000L;

    private static final long LARGEST_TIME = EPOCH_NANOS + (1L << 56);
    private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;
    private static final ClassValue<Plan> PLANS = new ClassValue<>() {
        @Override
        protected Plan computeValue(Class<?> type) {
            return Plan.of(type);
        }
    };

    private final IdentityHashMap<Object, Integer> met = new IdentityHashMap<>(1024);
    private final long nowNanos;
    private long hash = PRIME;

    private StatePrint(long nowNanos) {
        this.nowNanos = nowNanos;
    }

    /// Returns the fingerprint of what can be reached from `roots` at a time of the run's clock.
    static long of(long nowNanos, Object... roots) {
        var print = new StatePrint(nowNanos);
        for (Object root : roots) {
            print.add(root);
        }
        return print.hash;
    }

    /// The fields of a class that count. Handles, since reading a field by reflection takes ten times as long.
    private record Plan(
            List<VarHandle> longs,
            List<VarHandle> ints,
            List<VarHandle> booleans,
            List<VarHandle> references,
            List<Forgotten.Ring> rings,
            List<Forgotten.Guarded> guarded) {
        static Plan of(Class<?> type) {
            List<Field> fields = fieldsOf(type);
            return new Plan(
                    handles(fields, field -> field.getType() == long.class),
                    handles(fields, field -> field.getType() == int.class),
                    handles(fields, field -> field.getType() == boolean.class),
                    handles(fields, field -> !field.getType().isPrimitive()),
                    Forgotten.ringsOf(type),
                    Forgotten.guardedOf(type));
        }

        private static List<Field> fieldsOf(Class<?> type) {
            var fields = new ArrayList<Field>();
            for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
                fields.addAll(List.of(at.getDeclaredFields()));
            }
            fields.removeIf(field -> Modifier.isStatic(field.getModifiers()) || Forgotten.isForgotten(field));
            return fields;
        }

        private static List<VarHandle> handles(List<Field> fields, Predicate<Field> which) {
            return fields.stream().filter(which).map(Plan::handle).toList();
        }

        private static VarHandle handle(Field field) {
            try {
                return MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup())
                        .unreflectVarHandle(field);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void mix(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
    }

    private void mixNumber(long value) {
        boolean isTime = value >= EPOCH_NANOS - LARGEST_TIME / 1024 && value < LARGEST_TIME;
        mix(isTime ? Math.max(value - nowNanos, LONG_AGO_NANOS) : value);
    }

    private void add(@Nullable Object object) {
        switch (object) {
            case null -> mix(0);
            case Enum<?> constant -> {
                mix(constant.getDeclaringClass().getName().hashCode());
                mix(constant.name().hashCode());
            }
            case Number number -> mixNumber(number.longValue());
            case Boolean truth -> mix(truth ? 1 : 2);
            case AtomicBoolean truth -> mix(truth.get() ? 1 : 2);
            case String text -> mix(text.hashCode());
            case Class<?> type -> mix(type.getName().hashCode());
            case Lock _, Thread _ -> {}
            default -> addOnce(object);
        }
    }

    private void addOnce(Object object) {
        Integer before = met.putIfAbsent(object, met.size());
        if (before != null) {
            mix(before);
            return;
        }
        switch (object) {
            case long[] words -> addWords(words, 0, words.length);
            case byte[] bytes -> {
                for (byte each : bytes) {
                    mix(each);
                }
            }
            case int[] numbers -> {
                for (int each : numbers) {
                    mix(each);
                }
            }
            case Object[] objects -> {
                for (Object each : objects) {
                    add(each);
                }
            }
            case BitSet bits -> addWords(bits.toLongArray(), 0, bits.toLongArray().length);
            case AtomicReference<?> reference -> add(reference.get());
            case PriorityQueue<?> queue -> addInOrder(new PriorityQueue<>(queue));
            case Map<?, ?> map ->
                map.forEach((key, value) -> {
                    add(key);
                    add(value);
                });
            case Set<?> set -> addAll(set);
            case Collection<?> collection -> addAll(collection);
            default -> addFields(object);
        }
    }

    private void addAll(Collection<?> all) {
        mix(all.size());
        all.forEach(this::add);
    }

    private void addInOrder(PriorityQueue<?> queue) {
        while (!queue.isEmpty()) {
            add(queue.remove());
        }
    }

    private void addWords(long[] words, int from, int to) {
        for (int i = from; i < to; i++) {
            mixNumber(words[i]);
        }
    }

    private void addFields(Object object) {
        Class<?> type = object.getClass();
        if (Forgotten.isConstant(type)) {
            return;
        }
        if (!type.getName().startsWith("org.rtkit4j.")) {
            throw new IllegalStateException("nobody has said what of this is state: class=" + type.getName());
        }
        Plan plan = PLANS.get(type);
        mix(type.getName().hashCode());
        for (VarHandle field : plan.longs) {
            mixNumber((long) field.get(object));
        }
        for (VarHandle field : plan.ints) {
            mix((int) field.get(object));
        }
        for (VarHandle field : plan.booleans) {
            mix((boolean) field.get(object) ? 1 : 2);
        }
        for (VarHandle field : plan.references) {
            add((Object) field.get(object));
        }
        for (Forgotten.Ring ring : plan.rings) {
            addRing(ring, object);
        }
        for (Forgotten.Guarded guarded : plan.guarded) {
            mixNumber(guarded.counts(object) ? guarded.number(object) : 0);
        }
    }

    private void addRing(Forgotten.Ring ring, Object object) {
        long[] words = ring.words(object);
        int from = ring.from(object);
        int length = ring.length(object);
        mix(length);
        for (int i = 0; i < length; i++) {
            mix(words[(from + i) % words.length]);
        }
    }
}
