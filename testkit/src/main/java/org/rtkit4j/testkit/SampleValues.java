package org.rtkit4j.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Some value of each type, for records that are made to be looked at. Collections have one element and can be changed.
final class SampleValues {
    private static final Map<Class<?>, Object> PLAIN = Map.ofEntries(
            Map.entry(boolean.class, false),
            Map.entry(byte.class, (byte) 1),
            Map.entry(char.class, 'a'),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(double.class, 1.0),
            Map.entry(Integer.class, 1),
            Map.entry(Long.class, 1L),
            Map.entry(String.class, "a"),
            Map.entry(ByteBuffer.class, ByteBuffer.allocate(16)),
            Map.entry(Optional.class, Optional.empty()));

    private SampleValues() {}

    static @Nullable Object[] of(RecordComponent[] components) {
        return Arrays.stream(components).map(SampleValues::of).toArray();
    }

    // A chain of its own kind ends with the first.
    private static @Nullable Object of(RecordComponent component) {
        boolean isChain = component.getType() == component.getDeclaringRecord();
        return isChain ? null : of(component.getGenericType());
    }

    static Object make(Class<?> type, @Nullable Object[] values) throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    /// Returns null for a type that is neither plain nor made of such.
    private static @Nullable Object of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        return type instanceof Class<?> plain ? plain(plain) : null;
    }

    private static @Nullable Object generic(Class<?> raw, Type[] arguments) {
        if (Map.class.isAssignableFrom(raw)) {
            var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
            map.put(of(arguments[0]), of(arguments[1]));
            return map;
        }
        if (Set.class.isAssignableFrom(raw)) {
            return new LinkedHashSet<>(Arrays.asList(of(arguments[0])));
        }
        return raw.isAssignableFrom(List.class) ? new ArrayList<>(Arrays.asList(of(arguments[0]))) : PLAIN.get(raw);
    }

    private static @Nullable Object plain(Class<?> type) {
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 1);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isInterface() && type.isSealed()) {
            return plain(type.getPermittedSubclasses()[0]);
        }
        if (type.isInterface() && type.getPackageName().startsWith("org.rtkit4j.")) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, SampleValues::answer);
        }
        return type.isRecord() ? record(type) : PLAIN.get(type);
    }

    /// Objects are asked for their identity only, wherever a collection holds them.
    @SuppressWarnings("ReferenceEquality") // It is equal to itself only.
    private static @Nullable Object answer(Object self, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> arguments != null && self == arguments[0];
            default -> null;
        };
    }

    private static Object record(Class<?> type) {
        try {
            return make(type, of(type.getRecordComponents()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + type.getName(), e);
        }
    }
}
