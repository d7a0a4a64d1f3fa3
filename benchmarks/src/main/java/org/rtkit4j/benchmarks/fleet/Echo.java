package org.rtkit4j.benchmarks.fleet;

import java.util.List;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.core.supervise.Application;
import org.rtkit4j.core.supervise.Supervised;

/// Sends messages to endpoint 0x20, and sends again what comes back, as long as there is traffic. One for all
/// co-processors: it remembers nothing of any.
///
/// Only the loop's thread counts.
final class Echo implements Application, EndpointListener {
    private static final int ENDPOINT = 0x20;

    private final int inFlight;
    private volatile boolean isTraffic = true;
    private volatile long messages;

    /// Makes one that keeps so many messages of each co-processor under way.
    Echo(int inFlight) {
        this.inFlight = inFlight;
    }

    @Override
    public void onRunning(Iop iop) throws RtkitException {
        iop.startEndpoint(ENDPOINT, this);
        if (isTraffic) {
            begin(iop);
        }
    }

    /// Sends the messages that are to be under way.
    private void begin(Iop iop) throws RtkitException {
        for (int i = 0; i < inFlight; i++) {
            iop.trySend(ENDPOINT, i);
        }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, others only look
    public void onMessage(long msg0, Outbox out) {
        messages++;
        if (isTraffic) {
            out.send(ENDPOINT, msg0 + 1);
        }
    }

    void stopTraffic() {
        isTraffic = false;
    }

    /// Begins again, with co-processors that run and have nothing under way; any thread may call this.
    void startTraffic(List<Supervised> members) throws RtkitException {
        isTraffic = true;
        for (Supervised member : members) {
            begin(member.iop());
        }
    }

    /// Returns how many messages came back.
    long messages() {
        return messages;
    }
}
