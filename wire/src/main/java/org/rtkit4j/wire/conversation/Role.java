package org.rtkit4j.wire.conversation;

import org.jspecify.annotations.Nullable;

/// What a message is in a conversation.
///
/// @param exchange that it belongs to; null where it belongs to none
/// @param key request and answer have the same one, within their exchange and their endpoint
public record Role(Kind kind, @Nullable Exchange exchange, long key) {
    /// The parts of a conversation.
    public enum Kind {
        REQUEST,
        ANSWER,
        /// Request or its echo, where no direction tells which.
        REQUEST_OR_ECHO,
        /// Wants no answer and is none.
        NONE
    }

    public static final Role NONE = new Role(Kind.NONE, null, 0);

    static Role of(Kind kind, Exchange exchange, long word) {
        return new Role(kind, exchange, word & exchange.keyMask());
    }

    /// Returns whether an answer belongs to the innermost open request, instead of the oldest.
    public boolean nests() {
        return exchange != null && exchange.nests();
    }

    /// Returns what a request wants, in words; empty where it wants nothing.
    public String expected() {
        return exchange == null || kind == Kind.ANSWER ? "" : exchange.expected();
    }
}
