/// The protocol as a state machine: messages in, words out. No I/O, no thread, no clock, no log.
///
/// [org.rtkit4j.core.session.Moves] is the table of its states; `docs/lifecycle.md` explains it.
///
/// ## The rule for listeners
///
/// It holds for [org.rtkit4j.core.session.SessionListener] and [org.rtkit4j.core.session.EndpointListener] alike, at
/// whatever co-processor and adapter.
///
/// A listener is called in the middle of the session's work, on the thread that does it, with the co-processor's lock
/// held. It must not block. It **may** ask anything of any co-processor: questions take no lock. It **may** send to
/// application endpoints of its own co-processor, start and stop them, and give it up with `fail`. It **may not** move
/// it in any other way (boot, adopt, recover, power down, reset, re-init, close, poll) and not wait for it: an
/// [IllegalStateException] refuses that before anything is done. It **must not** command another co-processor: that
/// takes the other's lock, and two that command each other wait for ever. Whoever wants any of it notes what was said
/// and acts later, for example in a [LoopTask][org.rtkit4j.core.iop.LoopTask].
///
/// What a listener **throws** goes no further. It is counted as
/// [LISTENER_FAILED][org.rtkit4j.core.session.Notice#LISTENER_FAILED], the adapter logs it, and the session goes on: a
/// mistake in a listener is neither the firmware's nor the hardware's. Where an endpoint's listener has thrown, the
/// session's is told by [onNotice][org.rtkit4j.core.session.SessionListener#onNotice]; a session's listener that has
/// thrown is not told of itself. An [Error] is nobody's to survive and passes to whoever runs the session.
@NullMarked
package org.rtkit4j.core.session;

import org.jspecify.annotations.NullMarked;
