package org.rtkit4j.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// Writes the site: each document where it lies in the project, as `.html`.
public final class SiteBuilder {
    private static final List<String> ASSETS = List.of("site.css", "site.js");

    private final Path root;
    private final Path out;

    /// @param root the project's folder
    /// @param out where the site goes; what is there already is overwritten
    public SiteBuilder(Path root, Path out) {
        this.root = root;
        this.out = out;
    }

    /// Writes the site of the project in the first folder into the second; with `--api` behind them, the Javadoc too.
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        Path out = Path.of(args[1]);
        new SiteBuilder(root, out).build();
        if (List.of(args).contains("--api")) {
            new ApiDocuments(root).write(out.resolve("api"));
        }
        System.out.println(out.resolve("index.html"));
    }

    /// Writes all pages, the index for the search, and what the pages show.
    public void build() throws IOException {
        Contents contents = Contents.read();
        var index = new SearchIndex();
        for (Contents.Entry entry : contents.entries()) {
            var document = SiteDocument.read(root, entry.file());
            index.add(document);
            write(document.page(), contents.frame(document));
        }
        write("search-index.js", index.script());
        for (String asset : ASSETS) {
            write(asset, Contents.resource(asset));
        }
        copyBesideDocuments();
    }

    private void write(String name, String text) throws IOException {
        Path file = out.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    // Pictures, dashboards, clients: whatever lies beside the documents and is none.
    private void copyBesideDocuments() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith(".md")) {
                    Path copy = out.resolve(root.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
