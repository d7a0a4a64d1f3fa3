package org.rtkit4j.core.supervise;

import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.Notice;

/// Hears what happens to supervised co-processors.
///
/// Called on the loop's thread, [#onReport] also on the one that writes crash logs; must not block. It may ask
/// anything of a [Supervisor] and of what is [Supervised]; what would have to wait, such as [Supervisor#remove],
/// completes later. What a listener throws is logged, ends nothing, and keeps nobody else from hearing.
public interface SupervisorListener {
    /// A co-processor has changed its state.
    default void onState(StateChange change) {}

    /// A co-processor has crashed; its log was captured and will be saved, where crash logs are.
    default void onCrash(Supervised coprocessor, CrashDump dump) {}

    /// Something else is to be said.
    default void onReport(Supervised coprocessor, Report report) {}

    /// A session has survived something odd. Called with the co-processor's lock held, as often as its firmware
    /// likes.
    default void onNotice(Supervised coprocessor, Notice notice, int endpoint, long msg0) {}

    /// A firmware has logged a line, where its lines are kept at all ([Supervised#trace(int)]). Text of the firmware;
    /// called with the co-processor's lock held, as often as its firmware likes.
    default void onSyslog(Supervised coprocessor, String context, String text) {}
}
