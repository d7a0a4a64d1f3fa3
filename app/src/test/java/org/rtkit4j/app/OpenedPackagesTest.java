package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What picocli fills lies in packages that are opened to it. Tests run on the class path and would not notice; the
/// launcher runs on the module path.
class OpenedPackagesTest {
    private static final Path SOURCES = Path.of(System.getProperty("rtkit.root", ".."), "app/src/main/java");
    private static final Pattern FILLED = Pattern.compile(
            "^import picocli\\.CommandLine\\.(Command|Mixin|Option|Parameters|Spec);", Pattern.MULTILINE);
    private static final Pattern OPENED = Pattern.compile("opens ([\\w.]+) to\\s+info\\.picocli;");

    @Test
    void everyPackageOfCommandsIsOpened() throws IOException {
        var opened = new TreeSet<String>();
        OPENED.matcher(Files.readString(SOURCES.resolve("module-info.java")))
                .results()
                .forEach(found -> opened.add(found.group(1)));
        var filled = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                if (FILLED.matcher(Files.readString(file)).find()) {
                    filled.add(SOURCES.relativize(file.resolveSibling(""))
                            .toString()
                            .replace('/', '.'));
                }
            }
        }
        filled.removeAll(opened);
        assertEquals(Set.of(), filled, "opens ... to info.picocli is missing in module-info.java");
    }
}
