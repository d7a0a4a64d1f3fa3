package org.rtkit4j.benchmarks.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// A JVM that says hello, started from an ahead-of-time cache of its own: the limit for whatever starts in a JVM.
final class HelloJvm implements AutoCloseable {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASS = HelloWorld.class.getName();

    private final Path folder;
    private final Path jar;
    private final Path cache;

    HelloJvm() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("rtkit-hello");
        jar = folder.resolve("hello.jar");
        cache = folder.resolve("hello.aot");
        writeJar();
        int status = new ProcessBuilder(JAVA, "-XX:AOTCacheOutput=" + cache, "-XX:+UseSerialGC", "-cp", "" + jar, CLASS)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0 || Files.notExists(cache)) {
            throw new IOException("no cache for the JVM that says hello: status=" + status);
        }
    }

    // A cache knows classes from archives only.
    private void writeJar() throws IOException {
        String name = CLASS.replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream code = Objects.requireNonNull(HelloJvm.class.getResourceAsStream("/" + name))) {
            out.putNextEntry(new JarEntry(name));
            code.transferTo(out);
        }
    }

    /// Returns what starts it.
    List<String> command() {
        return List.of(
                JAVA,
                "-XX:AOTCache=" + cache,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-cp",
                jar.toString(),
                CLASS);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(cache);
        Files.deleteIfExists(jar);
        Files.delete(folder);
    }
}
