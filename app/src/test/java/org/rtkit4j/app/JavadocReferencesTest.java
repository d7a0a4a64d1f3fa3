package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A class that a comment refers to by its simple name is one that the file sees: javadoc refuses others, and it
/// runs when a release is made, which is late.
class JavadocReferencesTest {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));
    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?[\\w.]+\\.(\\w+);", Pattern.MULTILINE);
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|enum|record) (\\w+)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`|^\\s*/// {4,}.*$", Pattern.MULTILINE);
    private static final Pattern REFERENCE =
            Pattern.compile("(?<![\\w\\]])\\[([A-Z]\\w*)[\\w.]*(?:#\\w+(?:\\([^)]*\\))?)?](?![(\\[:])");
    private static final Pattern COMMENT = Pattern.compile("^\\s*///.*$", Pattern.MULTILINE);

    @Test
    void everyReferenceOfACommentIsFound() throws IOException {
        var lost = new ArrayList<String>();
        for (Path file : sources()) {
            String source = Files.readString(file);
            Set<String> seen = seen(file, source);
            Matcher comments = COMMENT.matcher(outsideOfBlocks(source));
            while (comments.find()) {
                REFERENCE
                        .matcher(CODE.matcher(comments.group()).replaceAll(""))
                        .results()
                        .filter(found -> !seen.contains(found.group(1)) && !isOfJavaLang(found.group(1)))
                        .forEach(found -> lost.add(ROOT.relativize(file) + ": " + found.group()));
            }
        }
        assertEquals(List.of(), lost, "import it, or write where it is: [org.rtkit4j...]");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().matches(".*/src/main/java/org/.*\\.java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    // In packages of what it tries, and never published.
                    .filter(file -> !ROOT.relativize(file).startsWith("stress"))
                    .toList();
        }
    }

    private static Set<String> seen(Path file, String source) throws IOException {
        var seen = new HashSet<String>();
        IMPORT.matcher(source).results().forEach(found -> seen.add(found.group(1)));
        DECLARED.matcher(source).results().forEach(found -> seen.add(found.group(1)));
        try (Stream<Path> neighbours = Files.list(file.resolveSibling(""))) {
            neighbours.forEach(each -> seen.add(each.getFileName().toString().replace(".java", "")));
        }
        return seen;
    }

    // What stands between fences is shown as it is.
    private static String outsideOfBlocks(String source) {
        return source.replaceAll("(?s)/// ```.*?/// ```", "");
    }

    private static boolean isOfJavaLang(String name) {
        try {
            Class.forName("java.lang." + name);
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }
}
