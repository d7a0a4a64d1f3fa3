package org.rtkit4j.core.session;

/// Hears what happens in a session, on the thread that runs it.
///
/// The [rule for listeners][org.rtkit4j.core.session] says what it may do, and what becomes of its exceptions.
public interface SessionListener {
    /// Hears nothing.
    SessionListener NONE = new SessionListener() {};

    /// The session has entered `phase`.
    default void onPhase(Phase phase) {}

    /// The firmware has logged a line.
    ///
    /// Text of the firmware: escape it before it reaches a terminal.
    default void onSyslog(String context, String text) {}

    /// Returns whether [#onSyslog] is to be called at all; entries are acknowledged unread otherwise.
    default boolean wantsSyslog() {
        return false;
    }

    /// Something odd was survived.
    default void onNotice(Notice notice, int endpoint, long msg0) {}
}
