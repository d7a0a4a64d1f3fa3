package org.rtkit4j.capture.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Vocabulary;

/// A vocabulary's layouts by direction and endpoint: finds what [Vocabulary#layoutOf] finds, and allocates nothing.
final class LayoutTable {
    private static final List<LayoutTable> TABLES =
            CaptureFrame.vocabularies().stream().map(LayoutTable::new).toList();

    private final Layout[][] layouts = new Layout[Direction.values().length * Endpoints.COUNT][];

    private LayoutTable(Vocabulary vocabulary) {
        for (Direction direction : Direction.values()) {
            for (int endpoint = 0; endpoint < Endpoints.COUNT; endpoint++) {
                layouts[place(direction, endpoint)] = admitted(vocabulary.layouts(endpoint), direction);
            }
        }
    }

    static LayoutTable of(Vocabulary vocabulary) {
        return TABLES.get(CaptureFrame.code(vocabulary));
    }

    @Nullable
    Layout find(Direction direction, int endpoint, long msg0) {
        for (Layout layout : layouts[place(direction, endpoint)]) {
            if (layout.matches(msg0)) {
                return layout;
            }
        }
        return null;
    }

    private static int place(Direction direction, int endpoint) {
        return CaptureFrame.code(direction) * Endpoints.COUNT + endpoint;
    }

    private static Layout[] admitted(List<Layout> all, Direction direction) {
        var admitted = new ArrayList<Layout>();
        for (Layout layout : all) {
            if (layout.direction().admits(direction)) {
                admitted.add(layout);
            }
        }
        return admitted.toArray(Layout[]::new);
    }
}
