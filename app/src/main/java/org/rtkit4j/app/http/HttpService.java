package org.rtkit4j.app.http;

import java.util.Map;
import java.util.function.LongSupplier;

/// What all connections of a server have in common.
///
/// @param headers that every answer has
/// @param patience with its clients
/// @param nanoClock that measures it
public record HttpService(Handler handler, Map<String, String> headers, Patience patience, LongSupplier nanoClock) {
    /// Serves with the usual patience, by the system's clock.
    public HttpService(Handler handler, Map<String, String> headers) {
        this(handler, headers, Patience.STANDARD, System::nanoTime);
    }

    public HttpService {
        headers = Map.copyOf(headers);
    }
}
