package org.rtkit4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Holds the public records of a module's exported packages to what their readers rely on: whoever is handed one cannot
/// change it, and neither can whoever made it.
///
/// Each record is made from collections that can be changed; then both ends try to.
public final class ImmutableRecords {
    private final Path classes;
    private final ModuleDescriptor module;

    private ImmutableRecords(Path classes, ModuleDescriptor module) {
        this.classes = classes;
        this.module = module;
    }

    /// Returns the faults of a module, a sentence each: none, where all is well.
    ///
    /// @param ofModule any class of it; its classes must lie in a folder, as in a build
    public static List<String> faults(Class<?> ofModule) {
        try {
            Path classes = Path.of(
                    ofModule.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (InputStream descriptor = Files.newInputStream(classes.resolve("module-info.class"))) {
                return new ImmutableRecords(classes, ModuleDescriptor.read(descriptor)).faults();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> faults() throws IOException {
        Set<String> exported =
                module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class") && !file.endsWith("module-info.class"))
                    .map(this::load)
                    .filter(type -> type.isRecord() && isPublic(type) && exported.contains(type.getPackageName()))
                    .sorted((a, b) -> a.getName().compareTo(b.getName()))
                    .forEach(type -> look(type, faults));
        }
        return faults;
    }

    private Class<?> load(Path file) {
        String name =
                classes.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
        try {
            return Class.forName(
                    name.substring(0, name.length() - ".class".length()),
                    false,
                    Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
    }

    private static void look(Class<?> type, List<String> faults) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] given = SampleValues.of(components);
        try {
            Object made = SampleValues.make(type, given);
            for (int i = 0; i < components.length; i++) {
                String name = type.getSimpleName() + "." + components[i].getName();
                Object held = components[i].getAccessor().invoke(made);
                look(name, given[i], held, faults);
                if (held instanceof ByteBuffer buffer) {
                    buffer.position(buffer.limit());
                    look(name, buffer, (ByteBuffer) components[i].getAccessor().invoke(made), faults);
                }
            }
        } catch (ReflectiveOperationException e) {
            faults.add(type.getSimpleName() + " cannot be made of sample values: " + e.getCause());
        }
    }

    private static void look(String name, @Nullable Object given, Object held, List<String> faults) {
        if (given instanceof byte[] || given instanceof int[] || given instanceof long[]) {
            faults.add(name + " is an array, which anybody can change");
        } else if (given instanceof Collection<?> || given instanceof Map<?, ?>) {
            empty(given);
            if (isEmpty(held)) {
                faults.add(name + " changes with the collection that it was made of");
            } else if (empties(held)) {
                faults.add(name + " can be changed by whoever is handed it");
            }
        }
    }

    private static void look(String name, ByteBuffer moved, ByteBuffer held, List<String> faults) {
        if (!held.isReadOnly()) {
            faults.add(name + " is a buffer that can be written to");
        } else if (held.position() == moved.position()) {
            faults.add(name + " has one position for all its readers");
        }
    }

    private static boolean empties(Object held) {
        try {
            empty(held);
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    private static void empty(Object collection) {
        if (collection instanceof Map<?, ?> map) {
            map.clear();
        } else {
            ((Collection<?>) collection).clear();
        }
    }

    private static boolean isEmpty(Object collection) {
        return collection instanceof Map<?, ?> map ? map.isEmpty() : ((Collection<?>) collection).isEmpty();
    }
}
