package org.rtkit4j.site;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The Javadoc of all published modules in one, with the search that the JDK's tool makes.
final class ApiDocuments {
    private static final String OURS = "rtkit4j-";

    private final Path root;

    ApiDocuments(Path root) {
        this.root = root;
    }

    /// Writes it. The libraries that the sources name are taken from this process's class path.
    void write(Path out) throws IOException {
        var arguments = new ArrayList<>(List.of("-d", out.toString(), "-quiet", "-notimestamp", "-Xdoclint:none"));
        arguments.addAll(List.of("-doctitle", "rtkit4j", "-windowtitle", "rtkit4j"));
        arguments.addAll(List.of("-tag", "apiNote:a:API note:", "-tag", "implSpec:a:Implementation requirements:"));
        arguments.addAll(List.of("--module-path", libraries()));
        List<Path> modules = modules();
        for (Path module : modules) {
            arguments.addAll(List.of("--module-source-path", nameOf(module) + "=" + module.resolve("src/main/java")));
        }
        arguments.addAll(
                List.of("--module", modules.stream().map(ApiDocuments::nameOf).collect(Collectors.joining(","))));
        ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
        int status = javadoc.run(System.out, System.err, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IOException("javadoc failed: status=" + status);
        }
    }

    private List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(ApiDocuments::isPublished).sorted().toList();
        }
    }

    private static boolean isPublished(Path module) {
        Path pom = module.resolve("pom.xml");
        try {
            return Files.exists(module.resolve("src/main/java/module-info.java"))
                    && !Files.readString(pom).contains("<maven.deploy.skip>true");
        } catch (IOException _) {
            return false;
        }
    }

    private static String nameOf(Path module) {
        return "org.rtkit4j." + module.getFileName();
    }

    private static String libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(OURS))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
