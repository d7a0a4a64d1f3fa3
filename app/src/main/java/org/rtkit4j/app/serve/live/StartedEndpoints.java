package org.rtkit4j.app.serve.live;

import java.util.Set;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.supervise.Application;
import org.rtkit4j.wire.message.Endpoints;

/// Starts every application endpoint that was announced, and leaves what it says to the time line.
final class StartedEndpoints implements Application {
    private final Set<Integer> except;

    /// @param except the endpoints that somebody else starts
    StartedEndpoints(Integer... except) {
        this.except = Set.of(except);
    }

    @Override
    public void onRunning(Iop iop) throws RtkitException {
        var announced = iop.announced();
        for (int id = announced.nextSetBit(Endpoints.FIRST_APP); id >= 0; id = announced.nextSetBit(id + 1)) {
            if (!except.contains(id)) {
                iop.startEndpoint(id, (_, _) -> {});
            }
        }
    }
}
