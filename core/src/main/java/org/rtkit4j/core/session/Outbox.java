package org.rtkit4j.core.session;

/// Where a session puts the words it wants sent. The adapter behind it owns the mailbox.
@FunctionalInterface
public interface Outbox {
    /// How many words may be sent in answer to one message, by the session and a listener together.
    int CAPACITY = 32;

    /// Sends `msg0` to `endpoint`, in the order of the calls.
    ///
    /// @return false if this answer already holds [#CAPACITY] words; the word is not sent then. Never false for the
    /// first [#CAPACITY] words of an answer
    boolean send(int endpoint, long msg0);
}
