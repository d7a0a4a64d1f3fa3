package org.rtkit4j.forensics.explain;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.knowledge.Source;
import org.rtkit4j.forensics.macho.Symbolizer;

/// The text under construction: headings, wrapped paragraphs, tables, and a glossary that explains a term once.
final class Page {
    private final StringBuilder text = new StringBuilder();
    private final Style style;
    private final Scope scope;
    private final @Nullable Symbolizer symbols;
    private final Set<Term> explained = new HashSet<>();

    Page(Style style, Scope scope, @Nullable Symbolizer symbols) {
        this.style = style;
        this.scope = scope;
        this.symbols = symbols;
    }

    Style style() {
        return style;
    }

    /// The firmware's symbols, or null.
    @Nullable
    Symbolizer symbols() {
        return symbols;
    }

    /// Returns the name of a return address; empty where there is none.
    String caller(long address) {
        String name = symbols == null ? null : symbols.nameOfCaller(address);
        return name == null ? "" : name;
    }

    /// Whether long lists are wanted in full.
    boolean all() {
        return scope.isAll();
    }

    void heading(String title) {
        text.append('\n').append(style.heading(title)).append('\n');
    }

    void line(String line) {
        text.append(line).append('\n');
    }

    /// Adds a short fact with its name in front; nothing where it is not known.
    void fact(String name, String value) {
        if (!value.isEmpty()) {
            line("  " + name + " ".repeat(Math.max(1, 16 - name.length())) + value);
        }
    }

    void append(String finished) {
        text.append(finished);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    void blank() {
        text.append('\n');
    }

    /// Leaves a line blank behind what there is.
    Page apart() {
        if (!isEmpty()) {
            blank();
        }
        return this;
    }

    /// Adds prose, wrapped at the page's width and indented by two blanks.
    void prose(String prose) {
        wrapped(prose, "  ");
    }

    /// Adds prose without an indent.
    void lead(String prose) {
        wrapped(prose, "");
    }

    /// Adds a quotation: its lines stay as they are, indented.
    void quote(String quotation) {
        quotation.lines().forEach(line -> wrapped(line, "      "));
    }

    /// Explains terms that have not come up before.
    void explain(Term... terms) {
        for (Term term : terms) {
            if (explained.add(term)) {
                faint(term.meaning());
            }
        }
    }

    /// Adds a remark, wrapped and marked as less important.
    void faint(String remark) {
        int start = text.length();
        wrapped(remark, "  ");
        String lines = text.substring(start, text.length() - 1);
        text.setLength(start);
        text.append(style.faint(lines)).append('\n');
    }

    /// Adds where something is to be found: one line, however long, so that it can be copied.
    void source(Source source) {
        line("      " + style.faint(source.toString()));
    }

    private void wrapped(String prose, String indent) {
        int column = 0;
        for (String word : prose.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > scope.columns()) {
                text.append('\n');
                column = 0;
            }
            text.append(column == 0 ? indent : " ").append(word);
            column += (column == 0 ? indent.length() : 1) + word.length();
        }
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
