package org.rtkit4j.app.via;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.rtkit4j.emulator.firmware.EndpointKind;

/// Jars as authors of plugins make them: compiled by javac, against the classes of this build, outside of the class
/// path.
final class PluginFixture {
    static final String SERVICE = "META-INF/services/" + EndpointKind.class.getName();

    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));

    private PluginFixture() {}

    /// Returns a jar of the examples' endpoint.
    static Path complement(Path folder) throws Exception {
        Path sources = ROOT.resolve("examples/src/main/java/org/example/driver");
        return compiled(
                folder,
                "complement",
                "org.example.driver.ComplementKind",
                List.of(sources.resolve("ComplementKind.java"), sources.resolve("ComplementFirmware.java")));
    }

    /// Returns a jar of a kind whose parts are these expressions.
    ///
    /// @param factory what stands behind `return`
    static Path kind(Path folder, String word, String factory) throws Exception {
        String type = Character.toUpperCase(word.charAt(0)) + word.substring(1);
        Path source = Files.writeString(folder.resolve(type + ".java"), """
                import java.util.List;
                import org.rtkit4j.emulator.firmware.*;
                import org.rtkit4j.wire.layout.Layout;

                public final class %s implements EndpointKind {
                    @Override
                    public String name() {
                        return "%s";
                    }

                    @Override
                    public FirmwareEndpoint.Factory factory() {
                        %s
                    }
                }
                """.formatted(type, word, factory));
        return compiled(folder, word, type, List.of(source));
    }

    private static Path compiled(Path folder, String name, String service, List<Path> sources) throws Exception {
        Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
        sources.forEach(source -> command.add(source.toString()));
        Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, javac.waitFor(), said);
        return jar(folder.resolve(name + ".jar"), service, classes);
    }

    /// Writes a jar.
    ///
    /// @param service the class that it names, or nothing
    static Path jar(Path jar, String service, Path classes) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            if (!service.isEmpty()) {
                entry(out, SERVICE, service.getBytes(StandardCharsets.UTF_8));
            }
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entry(out, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private static void entry(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
