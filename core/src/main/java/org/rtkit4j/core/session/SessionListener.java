package org.rtkit4j.core.session;

import java.nio.charset.StandardCharsets;

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

    /// The firmware has logged a line, as the bytes that it wrote; whoever overrides this gets no strings, and costs no
    /// allocation.
    ///
    /// The context begins at `contextFrom`, the text at `textFrom`; both end before their first NUL, less trailing
    /// blanks and line ends, and nothing says that they are UTF-8.
    ///
    /// @implSpec makes strings, and calls [#onSyslog]
    /// @param entry the session's own, good until this returns
    default void onSyslogEntry(byte[] entry, int contextFrom, int contextLength, int textFrom, int textLength) {
        onSyslog(
                new String(entry, contextFrom, contextLength, StandardCharsets.UTF_8),
                new String(entry, textFrom, textLength, StandardCharsets.UTF_8));
    }

    /// Returns whether [#onSyslog] is to be called at all; entries are acknowledged unread otherwise.
    default boolean wantsSyslog() {
        return false;
    }

    /// Something odd was survived.
    default void onNotice(Notice notice, int endpoint, long msg0) {}
}
