package org.rtkit4j.core.iop;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/// Logs what the listeners of one co-processor throw: the first with all that is known, the others for those who look
/// closely, since a firmware may cause as many as it likes. All are counted as
/// [org.rtkit4j.core.session.Notice#LISTENER_FAILED].
final class ListenerLog implements Consumer<RuntimeException> {
    private static final System.Logger LOG = System.getLogger("org.rtkit4j.core.iop");

    private final String coprocessor;
    private boolean hasFailed;

    ListenerLog(String coprocessor) {
        this.coprocessor = coprocessor;
    }

    @Override
    public void accept(RuntimeException e) {
        LOG.log(hasFailed ? Level.DEBUG : Level.ERROR, "a listener has thrown: co-processor=" + coprocessor, e);
        hasFailed = true;
    }
}
