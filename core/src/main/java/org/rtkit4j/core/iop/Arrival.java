package org.rtkit4j.core.iop;

import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.Stage;

/// A stage that a caller waits for.
///
/// Known by how often it was entered, not by where the session stands: another thread may have moved the session on
/// before the caller looks.
final class Arrival {
    private final Session session;
    private final Stage stage;
    private final long entriesBefore;
    private final long endsBefore;

    /// Expects the next entry of `stage`; made before what leads there is begun, in the same hold of the lock.
    Arrival(Session session, Stage stage) {
        this.session = session;
        this.stage = stage;
        entriesBefore = session.entries(stage);
        endsBefore = ends();
    }

    boolean hasCome() {
        return session.entries(stage) != entriesBefore;
    }

    /// Returns whether somebody else has taken the session back to its beginning, or closed it: what was begun before
    /// will not come.
    boolean isCancelled() {
        return ends() != endsBefore;
    }

    private long ends() {
        return session.entries(Stage.STOPPED) + session.entries(Stage.CLOSED);
    }
}
