package org.rtkit4j.app.explain;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.rtkit4j.forensics.explain.Part;
import picocli.CommandLine.ITypeConverter;

/// The words for parts of the evidence: what they mean, and which there are.
final class PartConverter implements ITypeConverter<Part>, Iterable<String> {
    @Override
    public Part convert(String word) {
        return Part.valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Override
    public Iterator<String> iterator() {
        return Stream.of(Part.values()).map(Part::label).iterator();
    }
}
