package org.rtkit4j.capture.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.EndpointSpeech;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Vocabulary;

/// The words that the value of a field can be: `ON` of a power state.
final class FieldValues {
    /// Whoever enumerates has no greater value: the power states end at 0x220.
    private static final int ENUMERATED = 0x1000;

    private FieldValues() {}

    /// Returns whether a field of this name, in whatever message, may print as this word.
    ///
    /// @param known endpoints that no vocabulary knows
    static boolean canBe(String field, String word, Collection<? extends EndpointSpeech> known) {
        return isNumber(word)
                || fields(field, known).stream()
                        .anyMatch(each -> each.type().equals(FieldType.FOURCC)
                                || words(each).stream().anyMatch(word::equalsIgnoreCase));
    }

    /// Returns the words that a field of this name may print as, numbers left out.
    static List<String> words(String field, Collection<? extends EndpointSpeech> known) {
        var words = new TreeSet<String>();
        fields(field, known).forEach(each -> words.addAll(words(each)));
        return List.copyOf(words);
    }

    // With a unit or without: 0x20, 36 bytes.
    private static boolean isNumber(String word) {
        return !word.isEmpty() && Character.isDigit(word.charAt(0));
    }

    private static Set<String> words(Bits field) {
        var words = new TreeSet<String>();
        for (int value = 0; value < ENUMERATED; value++) {
            String word = field.type().format(value);
            if (!isNumber(word)) {
                words.add(word);
            }
        }
        return words;
    }

    private static List<Bits> fields(String name, Collection<? extends EndpointSpeech> known) {
        var layouts = new ArrayList<Layout>();
        for (Vocabulary vocabulary : Vocabulary.values()) {
            for (int endpoint = 0; endpoint < Endpoints.COUNT; endpoint++) {
                layouts.addAll(vocabulary.layouts(endpoint));
            }
        }
        known.forEach(each -> layouts.addAll(each.layouts()));
        return layouts.stream()
                .distinct()
                .flatMap(layout -> layout.fields().stream())
                .filter(field -> field.name().equalsIgnoreCase(name))
                .toList();
    }
}
