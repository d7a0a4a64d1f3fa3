package org.rtkit4j.capture.filter;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Vocabulary;

/// What a comparison can be about: a message's place and time, and every field that a declared message has.
final class Subjects {
    private static final List<String> OF_ANY_MESSAGE =
            List.of("endpoint", "ep", "type", "direction", "dir", "interface", "if", "time", "latency", "msg0");
    private static final List<String> ALL = all();

    private Subjects() {}

    /// Returns them in lower case.
    static List<String> known() {
        return ALL;
    }

    private static List<String> all() {
        var subjects = new TreeSet<>(OF_ANY_MESSAGE);
        for (Vocabulary vocabulary : Vocabulary.values()) {
            for (int endpoint = 0; endpoint < Endpoints.COUNT; endpoint++) {
                for (Layout layout : vocabulary.layouts(endpoint)) {
                    for (Bits field : layout.fields()) {
                        subjects.add(field.name().toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return List.copyOf(subjects);
    }
}
