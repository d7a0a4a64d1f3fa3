package org.rtkit4j.core.session;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Mgmt;

/// The endpoints that the firmware announced, and who listens to those of the application.
///
/// One thread at a time changes it; any thread may ask [#announced] meanwhile.
final class EndpointMap {
    private static final long[] NO_BITS = new long[Endpoints.COUNT / Long.SIZE];
    private static final EndpointListener[] NOBODY = {};

    // One bit for each endpoint; never written to once it is here.
    private volatile long[] announced = NO_BITS;
    private @Nullable EndpointListener[] listeners = NOBODY;

    /// Adds one page of the map.
    void add(int page, long bitmap) {
        int from = page * Mgmt.EpMap.ENDPOINTS_PER_PAGE;
        long[] more = announced.clone();
        more[from / Long.SIZE] |= bitmap << from;
        announced = more;
    }

    /// Takes over what another host was told.
    void adopt(BitSet endpoints) {
        clear();
        announced = Arrays.copyOf(endpoints.toLongArray(), NO_BITS.length);
    }

    boolean isAnnounced(int endpoint) {
        return endpoint == Endpoints.MGMT || (announced[endpoint / Long.SIZE] >>> endpoint & 1) != 0;
    }

    /// Returns the endpoints of the system but management that were announced, one bit each.
    int announcedSystem() {
        return (int) announced[0] & ~1;
    }

    /// Returns the listener of an application endpoint that was started, or null.
    @Nullable
    EndpointListener listener(int endpoint) {
        int index = endpoint - Endpoints.FIRST_APP;
        return index >= 0 && index < listeners.length ? listeners[index] : null;
    }

    /// Sets or, with null, removes the listener. Grows no further than the highest endpoint in use needs.
    void listen(int endpoint, @Nullable EndpointListener listener) {
        int index = endpoint - Endpoints.FIRST_APP;
        if (index >= listeners.length) {
            listeners = Arrays.copyOf(listeners, index + 1);
        }
        listeners[index] = listener;
    }

    BitSet announced() {
        return BitSet.valueOf(announced);
    }

    void clear() {
        announced = NO_BITS;
        listeners = NOBODY;
    }
}
