package org.rtkit4j.app.capture;

import org.rtkit4j.wire.layout.Direction;

/// What the rows of every format have in common: `docs/capture.md` describes their columns.
final class Rows {
    private Rows() {}

    static String direction(Direction direction) {
        return switch (direction) {
            case AP_TO_IOP -> "AP>IOP";
            case IOP_TO_AP -> "IOP>AP";
            case BOTH -> "unknown";
        };
    }

    static String word(long word) {
        return "0x%016x".formatted(word);
    }
}
