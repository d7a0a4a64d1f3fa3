package org.rtkit4j.capture.filter;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rtkit4j.wire.iomfb.CallPacket;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.iomfb.RemoteCall;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.EndpointSpeech;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Vocabulary;

/// What messages are called: the names of all layouts, and of a display's calls.
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
        for (IomfbVersion version : IomfbVersion.values()) {
            Stream.<RemoteCall>concat(Stream.of(IomfbMethod.values()), Stream.of(IomfbCallback.values()))
                    .filter(call -> call.isIn(version))
                    .forEach(call -> types.addAll(List.of(call.label(), CallPacket.text(call.tag(version)))));
        }
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
