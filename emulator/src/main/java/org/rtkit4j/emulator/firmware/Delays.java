package org.rtkit4j.emulator.firmware;

import java.time.Duration;

/// How long a firmware takes for the steps of its boot.
///
/// @param hello from the start to `HELLO`
/// @param map from an answer of the AP to the next page of the endpoint map
/// @param request from the start of an endpoint to its buffer request
/// @param ack from the end of the set-up to the report of a power state
/// @param grace how long it waits, after the endpoint map, for the AP to start the endpoints it wants started, and to
/// answer what it can live without
/// @param echo how long it waits for the echo of an ioreport message until it hangs
public record Delays(Duration hello, Duration map, Duration request, Duration ack, Duration grace, Duration echo) {
    /// Nothing takes time; patience of 20 ms for endpoints and a second for echoes.
    public static final Delays NONE = new Delays(
            Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMillis(20), Duration.ofSeconds(1));
}
