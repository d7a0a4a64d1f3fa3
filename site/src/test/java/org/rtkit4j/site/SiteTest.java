package org.rtkit4j.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The site of this project, as somebody opens it from a folder.
class SiteTest {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ANCHOR = Pattern.compile(" id=\"([^\"]*)\"");

    @TempDir
    private static Path site;

    @BeforeAll
    static void build() throws IOException {
        new SiteBuilder(ROOT, site).build();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var dead = new ArrayList<String>();
        for (Path page : pages()) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                if (!leads(page, links.group(1))) {
                    dead.add(site.relativize(page) + " -> " + links.group(1));
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    private static boolean leads(Path page, String link) throws IOException {
        // Elsewhere, or the Javadoc, which is made apart.
        if (link.matches("[a-z]+:.*") || link.endsWith("api/index.html")) {
            return true;
        }
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        return Files.isRegularFile(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    private static Set<String> anchors(Path page) throws IOException {
        var anchors = new HashSet<String>();
        Matcher ids = ANCHOR.matcher(Files.readString(page));
        while (ids.find()) {
            anchors.add(ids.group(1));
        }
        return anchors;
    }

    @Test
    void everyDocumentIsInTheContentsOnce() throws IOException {
        List<String> listed = Contents.read().entries().stream()
                .map(Contents.Entry::file)
                .sorted()
                .toList();
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            var all = new ArrayList<>(List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"));
            files.map(file -> "docs/" + file.getFileName())
                    .filter(name -> name.endsWith(".md"))
                    .forEach(all::add);
            assertEquals(all.stream().sorted().toList(), listed);
        }
    }

    @Test
    void theSearchHasEverySectionWithItsWords() throws IOException {
        String index = Files.readString(site.resolve("search-index.js"));
        assertTrue(
                index.contains("[\"docs/smc.html#the-exporter\",\"The system management controller\""), "the exporter");
        assertTrue(index.contains("rtkit_smc_battery_charge_ratio"), "a word in a table");
        for (Path page : pages()) {
            assertTrue(index.contains("[\"" + site.relativize(page).toString().replace('\\', '/')), page::toString);
        }
    }

    @Test
    void nothingIsFetchedFromElsewhere() throws IOException {
        for (Path page : pages()) {
            String text = Files.readString(page);
            assertFalse(
                    Pattern.compile("(src|<link[^>]*href)=\"[a-z]+:")
                            .matcher(text)
                            .find(),
                    page::toString);
            assertTrue(text.contains("<nav aria-label=\"Documents\">") && text.contains("<h1"), page::toString);
        }
    }
}
