package org.rtkit4j.core.session;

/// Takes the messages of one application endpoint.
///
/// Called on the thread that polls the mailbox. The [rule for listeners][org.rtkit4j.core.session] says what it may do,
/// and what becomes of its exceptions.
@FunctionalInterface
public interface EndpointListener {
    /// Takes a message that [#onEarly] did not consume.
    void onMessage(long msg0, Outbox out);

    /// Takes a message first, also where the mailbox is polled in a context that must not do more than note it.
    ///
    /// The counterpart of `recv_message_early` in linux `rtkit.h`. Where it throws, the message is not consumed.
    ///
    /// @return whether the message is consumed; [#onMessage] is not called then
    default boolean onEarly(long msg0) {
        return false;
    }
}
