package org.rtkit4j.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Rewrites jars whose classes are of before Java 6, as picocli's, for today's verifier.
///
/// The ahead-of-time cache takes no class that the old verifier must look at: loaded and verified from the jar, the
/// command line alone would take longer to start than all the rest. What a class does stays as it is; it only gets the
/// stack maps that later compilers write. Run before [Training]; in JDK 26 and newer it need not be.
public final class ClassUpgrade {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
    private static final int UPGRADED = ClassFile.JAVA_8_VERSION;
    // Where a class file has the low byte of its major version.
    private static final int MAJOR = 7;
    private static final LocalDateTime WRITTEN = LocalDateTime.of(2026, 1, 1, 0, 0);

    private ClassUpgrade() {}

    /// Rewrites the jars of the folders that are named.
    public static void main(String[] args) throws IOException {
        for (String folder : args) {
            try (var jars = Files.newDirectoryStream(Path.of(folder), "*.jar")) {
                for (Path jar : jars) {
                    upgrade(jar);
                }
            }
        }
    }

    private static void upgrade(Path jar) throws IOException {
        Map<String, byte[]> entries = read(jar);
        if (entries.entrySet().stream().noneMatch(ClassUpgrade::isOld)) {
            return;
        }
        ClassFile format = format(entries);
        entries.replaceAll((name, bytes) -> isOld(Map.entry(name, bytes)) ? upgraded(format, bytes) : bytes);
        Path written = jar.resolveSibling(jar.getFileName() + ".new");
        write(entries, written);
        // Whoever has the old one open, this JVM too, keeps it.
        Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isOld(Map.Entry<String, byte[]> entry) {
        byte[] bytes = entry.getValue();
        return entry.getKey().endsWith(".class")
                && bytes.length > MAJOR
                && (bytes[MAJOR] & 0xff) < FIRST_WITH_STACK_MAPS
                && bytes[MAJOR - 1] == 0;
    }

    private static ClassFile format(Map<String, byte[]> entries) {
        var here = ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> {
            String descriptor = type.descriptorString();
            byte[] bytes = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
            return bytes == null ? null : new ByteArrayInputStream(bytes);
        });
        return ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(
                        here.orElse(ClassHierarchyResolver.defaultResolver()).cached()));
    }

    private static byte[] upgraded(ClassFile format, byte[] bytes) {
        ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeBuilder::with);
        ClassTransform version = (builder, element) ->
                builder.with(element instanceof ClassFileVersion ? ClassFileVersion.of(UPGRADED, 0) : element);
        return format.transformClass(format.parse(bytes), bodies.andThen(version));
    }

    private static Map<String, byte[]> read(Path jar) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
        return entries;
    }

    // Always at the same time: what is packed is the same for the same input.
    private static void write(Map<String, byte[]> entries, Path jar) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                var packed = new ZipEntry(entry.getKey());
                packed.setTimeLocal(WRITTEN);
                zip.putNextEntry(packed);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }
}
