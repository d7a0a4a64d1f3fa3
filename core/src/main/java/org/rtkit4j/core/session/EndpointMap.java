package org.rtkit4j.core.session;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Mgmt;

/// The endpoints that the firmware announced, and who listens to those of the application.
final class EndpointMap {
    private final BitSet announced = new BitSet();
    private @Nullable EndpointListener[] listeners = new EndpointListener[0];

    /// Adds one page of the map.
    void add(int page, long bitmap) {
        for (int bit = 0; bit < Mgmt.EpMap.ENDPOINTS_PER_PAGE; bit++) {
            if ((bitmap >>> bit & 1) != 0) {
                announced.set(page * Mgmt.EpMap.ENDPOINTS_PER_PAGE + bit);
            }
        }
    }

    /// Takes over what another host was told.
    void adopt(BitSet endpoints) {
        clear();
        announced.or(endpoints);
    }

    boolean isAnnounced(int endpoint) {
        return endpoint == Endpoints.MGMT || announced.get(endpoint);
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
        return (BitSet) announced.clone();
    }

    void clear() {
        announced.clear();
        listeners = new EndpointListener[0];
    }
}
