package org.rtkit4j.capture.wireshark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.conversation.Exchange;
import org.rtkit4j.wire.conversation.Exchanges;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.Vocabulary;

/// Endpoints that speak the same layouts, and are one prefix of filter names: `mgmt`, `smc`, `afk`.
///
/// @param layouts in the order in which they are tried
/// @param fields by name
record LayoutGroup(String name, List<Layout> layouts, List<Exchange> exchanges, SequencedMap<String, LuaField> fields) {
    private static final List<String> LANGUAGES = List.of("AFK", "DOCK", "NVME");

    /// Where a group is spoken: vocabulary and endpoint, as one number.
    record Place(int vocabulary, int endpoint, String name) {}

    /// Returns the groups of all vocabularies.
    static List<LayoutGroup> all() {
        Map<List<Layout>, LayoutGroup> groups = new LinkedHashMap<>();
        for (Vocabulary vocabulary : CaptureFrame.vocabularies()) {
            for (int endpoint = 0; endpoint < Endpoints.COUNT; endpoint++) {
                List<Layout> layouts = vocabulary.layouts(endpoint);
                if (!layouts.isEmpty() && !groups.containsKey(layouts)) {
                    groups.put(layouts, of(vocabulary, endpoint, layouts));
                }
            }
        }
        return new ArrayList<>(groups.values());
    }

    /// Returns where this group is spoken.
    List<Place> places() {
        var places = new ArrayList<Place>();
        for (Vocabulary vocabulary : CaptureFrame.vocabularies()) {
            for (int endpoint = 0; endpoint < Endpoints.COUNT; endpoint++) {
                if (isSpokenOn(vocabulary, endpoint)) {
                    places.add(new Place(CaptureFrame.code(vocabulary), endpoint, vocabulary.endpointName(endpoint)));
                }
            }
        }
        return places;
    }

    private boolean isSpokenOn(Vocabulary vocabulary, int endpoint) {
        List<Layout> spoken = vocabulary.layouts(endpoint);
        return !spoken.isEmpty() && layouts.containsAll(spoken);
    }

    private static LayoutGroup of(Vocabulary vocabulary, int endpoint, List<Layout> layouts) {
        // Application endpoints of many names and one language go by the language's.
        String name = LANGUAGES.stream()
                .filter(language -> layouts.getFirst().name().startsWith(language + "_"))
                .findFirst()
                .orElse(vocabulary.endpointName(endpoint))
                .toLowerCase(Locale.ROOT);
        List<Layout> all = withContextual(layouts);
        var fields = new LinkedHashMap<String, LuaField>();
        for (Layout layout : all) {
            for (Bits bits : layout.keys()) {
                fields.merge(bits.name(), LuaField.of(name, bits), LuaField::widened);
            }
            for (Bits bits : layout.fields()) {
                fields.merge(bits.name(), LuaField.of(name, bits), LuaField::widened);
            }
        }
        return new LayoutGroup(name, all, Exchanges.of(vocabulary, endpoint), fields);
    }

    // Those that only context tells are tried last: the script chooses them itself.
    private static List<Layout> withContextual(List<Layout> layouts) {
        var all = new ArrayList<>(layouts);
        for (Layout contextual : List.of(SmcMsg.SHARED_MEMORY, Crashlog.CRASHED)) {
            if (all.remove(contextual)) {
                all.add(contextual);
            }
        }
        return List.copyOf(all);
    }
}
