package org.rtkit4j.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/// A document of the project, read.
///
/// @param page its name in the site, with forward slashes
/// @param title its first heading
/// @param sections what stands under each heading
record SiteDocument(String page, String title, String html, List<Section> sections) {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();
    private static final TextContentRenderer TEXT = TextContentRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .build();

    /// What stands under a heading, as the search shows it.
    ///
    /// @param anchor the heading's, or an empty text before the first
    record Section(String anchor, String heading, String text) {}

    /// Reads a document.
    ///
    /// @param file of the project, with forward slashes
    static SiteDocument read(Path root, String file) throws IOException {
        Node document = PARSER.parse(Files.readString(root.resolve(file)));
        List<Section> sections = sections(document);
        document.accept(new SiteLinks(root, file));
        String title = sections.stream()
                .filter(section -> !section.anchor().isEmpty())
                .map(Section::heading)
                .findFirst()
                .orElse(file);
        return new SiteDocument(pageOf(file), title, HTML.render(document), sections);
    }

    /// Returns where a document lies in the site: where it lies in the project, and the README in front of all.
    static String pageOf(String file) {
        return file.equals("README.md") ? "index.html" : file.replaceFirst("\\.md$", ".html");
    }

    /// Returns text that is no markup.
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static List<Section> sections(Node document) {
        var sections = new ArrayList<Section>();
        IdGenerator ids = IdGenerator.builder().build();
        String anchor = "";
        String heading = "";
        var text = new StringBuilder();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading) {
                sections.add(new Section(anchor, heading, text.toString()));
                text.setLength(0);
                heading = TEXT.render(node).strip();
                anchor = ids.generateId(heading);
            } else {
                text.append(TEXT.render(node)).append(' ');
            }
        }
        sections.add(new Section(anchor, heading, text.toString()));
        return List.copyOf(sections);
    }
}
