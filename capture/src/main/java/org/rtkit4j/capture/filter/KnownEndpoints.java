package org.rtkit4j.capture.filter;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.rtkit4j.wire.message.EndpointSpeech;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Vocabulary;

/// What endpoints are called, in any vocabulary. A capture may have names of its own.
final class KnownEndpoints {
    private static final List<String> ALL = all();

    private KnownEndpoints() {}

    /// Returns them, with those of endpoints that no vocabulary knows.
    static List<String> with(Collection<? extends EndpointSpeech> known) {
        if (known.isEmpty()) {
            return ALL;
        }
        var names = new TreeSet<>(ALL);
        known.forEach(each -> names.add(each.name()));
        return List.copyOf(names);
    }

    private static List<String> all() {
        var names = new TreeSet<String>();
        for (int endpoint = 0; endpoint < Endpoints.COUNT; endpoint++) {
            // Apple's `userNN` too, where a vocabulary has a better one: a capture of another co-processor has that.
            names.add(Endpoints.name(endpoint));
            for (Vocabulary vocabulary : Vocabulary.values()) {
                names.add(vocabulary.endpointName(endpoint));
            }
        }
        return List.copyOf(names);
    }
}
