package org.rtkit4j.site;

import java.nio.file.Files;
import java.nio.file.Path;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/// Leads the links of a document to pages of the site. What is no part of it, a folder of sources for example, is named
/// and not linked.
final class SiteLinks extends AbstractVisitor {
    private final Path root;
    private final Path folder;

    SiteLinks(Path root, String file) {
        this.root = root.normalize();
        Path parent = this.root.resolve(file).getParent();
        this.folder = parent == null ? this.root : parent.normalize();
    }

    @Override
    public void visit(Link link) {
        visitChildren(link);
        String destination = link.getDestination();
        if (destination.matches("[a-z]+:.*") || destination.startsWith("#")) {
            return;
        }
        int hash = destination.indexOf('#');
        String path = hash < 0 ? destination : destination.substring(0, hash);
        Path target = folder.resolve(path).normalize();
        if (path.endsWith(".md")) {
            link.setDestination(relative(SiteDocument.pageOf(slashed(root.relativize(target))))
                    + (hash < 0 ? "" : destination.substring(hash)));
        } else if (!target.startsWith(root.resolve("docs")) && Files.exists(target)) {
            unlink(link);
        }
    }

    // From the page that this document becomes.
    private String relative(String page) {
        return slashed(folder.relativize(root.resolve(page)));
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static void unlink(Link link) {
        Node child = link.getFirstChild();
        while (child != null) {
            Node next = child.getNext();
            link.insertBefore(child);
            child = next;
        }
        link.unlink();
    }
}
