package org.rtkit4j.capture.filter;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.EndpointSpeech;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Vocabulary;

/// What messages are called: the names of all layouts.
final class MessageTypes {
    // Of a message without a layout.
    private static final String UNKNOWN = "unknown";
    private static final List<String> ALL = all();

    private MessageTypes() {}

    /// Returns them, with those of endpoints that no vocabulary knows.
    static List<String> with(Collection<? extends EndpointSpeech> known) {
        if (known.isEmpty()) {
            return ALL;
        }
        var types = new TreeSet<>(ALL);
        known.forEach(each -> addNames(each.layouts(), types));
        return List.copyOf(types);
    }

    private static List<String> all() {
        var types = new TreeSet<>(Set.of(UNKNOWN));
        for (Vocabulary vocabulary : Vocabulary.values()) {
            for (int endpoint = 0; endpoint < Endpoints.COUNT; endpoint++) {
                addNames(vocabulary.layouts(endpoint), types);
            }
        }
        return List.copyOf(types);
    }

    private static void addNames(List<Layout> layouts, Set<String> types) {
        layouts.forEach(layout -> types.add(layout.name()));
    }
}
