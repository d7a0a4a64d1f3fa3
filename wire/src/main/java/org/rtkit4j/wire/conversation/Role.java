package org.rtkit4j.wire.conversation;

/// What a message is in a conversation.
///
/// @param key request and answer have the same one, within their endpoint
/// @param expected of a request: what answers it
public record Role(Kind kind, long key, String expected) {
    /// The parts of a conversation.
    public enum Kind {
        /// Its answers belong to the oldest open request of the key.
        REQUEST,
        /// A request whose answers belong to the innermost open one.
        CALL,
        ANSWER,
        /// Request or its echo, where no direction tells which.
        REQUEST_OR_ECHO,
        /// Wants no answer and is none.
        NONE
    }

    static final Role NONE = new Role(Kind.NONE, 0, "");

    static Role request(long key, String expected) {
        return new Role(Kind.REQUEST, key, expected);
    }

    static Role answer(long key) {
        return new Role(Kind.ANSWER, key, "");
    }
}
