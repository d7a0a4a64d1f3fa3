package org.rtkit4j.capture.filter;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.EndpointSpeech;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Vocabulary;

/// What a comparison can be about: a message's place and time, and every field that a declared message has.
final class Subjects {
    private static final List<String> OF_ANY_MESSAGE =
            List.of("endpoint", "ep", "type", "direction", "dir", "interface", "if", "time", "latency", "msg0");
    private static final List<String> ALL = all();

    private Subjects() {}

    /// Returns them in lower case, with the fields of endpoints that no vocabulary knows.
    static List<String> with(Collection<? extends EndpointSpeech> known) {
        if (known.isEmpty()) {
            return ALL;
        }
        var subjects = new TreeSet<>(ALL);
        known.forEach(each -> addFields(each.layouts(), subjects));
        return List.copyOf(subjects);
    }

    /// Returns whether this is a message's place or time, and no field.
    static boolean isOfAnyMessage(String subject) {
        return OF_ANY_MESSAGE.contains(subject.toLowerCase(Locale.ROOT));
    }

    private static List<String> all() {
        var subjects = new TreeSet<>(OF_ANY_MESSAGE);
        for (Vocabulary vocabulary : Vocabulary.values()) {
            for (int endpoint = 0; endpoint < Endpoints.COUNT; endpoint++) {
                addFields(vocabulary.layouts(endpoint), subjects);
            }
        }
        return List.copyOf(subjects);
    }

    private static void addFields(List<Layout> layouts, Set<String> subjects) {
        for (Layout layout : layouts) {
            for (Bits field : layout.fields()) {
                subjects.add(field.name().toLowerCase(Locale.ROOT));
            }
        }
    }
}
