package org.rtkit4j.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;

/// What an application endpoint is called and says, where no [Vocabulary] knows it: one's own, or one that somebody has
/// found out about.
///
/// Immutable. Any thread may call the methods.
public interface EndpointSpeech {
    /// Returns its name: a small letter, then small letters, digits and dashes.
    String name();

    /// Returns the messages that are known there, in the order in which they are to be tried.
    default List<Layout> layouts() {
        return List.of();
    }

    /// Returns whether this endpoint of a co-processor is one of the kind although nobody names it so: in a crash
    /// report, in a capture of a real machine.
    ///
    /// @param coprocessor as a report, a capture or a profile calls it, `ANS2` or `mine` for example
    default boolean isAt(String coprocessor, int endpoint) {
        return false;
    }

    /// Returns the layout that `message` has, or null.
    ///
    /// @param direction who sent it; `BOTH` where the source does not tell
    default @Nullable Layout layoutOf(Direction direction, long message) {
        for (Layout layout : layouts()) {
            if (layout.direction().admits(direction) && layout.matches(message)) {
                return layout;
            }
        }
        return null;
    }
}
