package org.rtkit4j.app.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.capture.decode.OpenRequests.Request;
import org.rtkit4j.capture.pcapng.CapturedInterface;
import org.rtkit4j.wire.layout.Direction;

/// Counts messages by interface, endpoint, type and direction, and how long answers took by the type of their
/// request.
final class CaptureStatistics implements CaptureVisitor {
    private static final int DIGITS = 3;

    /// An hour: what takes longer counts as that.
    private static final long MOST_NANOS = 3_600_000_000_000L;

    private final Map<Kind, long[]> counts = new HashMap<>();
    private final Map<Kind, Histogram> latencies = new HashMap<>();
    private long messages;
    private long memories;
    private long notes;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    /// What is counted together.
    ///
    /// @param type the layout's name
    record Kind(CapturedInterface interfaceOf, int endpoint, String endpointName, String type, Direction direction) {
        static final Comparator<Kind> ORDER = Comparator.comparingInt(
                        (Kind kind) -> kind.interfaceOf().number())
                .thenComparingInt(Kind::endpoint)
                .thenComparing(Kind::type)
                .thenComparing(Kind::direction);
    }

    /// A kind and how often it came.
    record Count(Kind kind, long count) {}

    /// A kind of request and how long its answers took, in nanoseconds.
    record Latency(Kind request, Histogram nanos) {}

    @Override
    public void onMessage(CapturedMessage message) {
        messages++;
        firstNanos = Math.min(firstNanos, message.timeNanos());
        lastNanos = Math.max(lastNanos, message.timeNanos());
        counts.computeIfAbsent(kind(message), _ -> new long[1])[0]++;
        Request request = message.request();
        if (request != null) {
            long nanos = Math.clamp(message.latencyNanos(), 0, MOST_NANOS);
            latencies
                    .computeIfAbsent(kind(message, request), _ -> new Histogram(MOST_NANOS, DIGITS))
                    .recordValue(nanos);
        }
    }

    @Override
    public void onMemory(CapturedMessage packet, long iova, ByteBuffer bytes) {
        memories++;
    }

    @Override
    public void onNote(CapturedMessage packet, String note) {
        notes++;
    }

    long messages() {
        return messages;
    }

    /// Returns how many pieces of memory there are.
    long memories() {
        return memories;
    }

    long notes() {
        return notes;
    }

    /// Returns the time from the first message to the last.
    long durationNanos() {
        return messages == 0 ? 0 : lastNanos - firstNanos;
    }

    /// Returns the counts by interface, endpoint, type and direction.
    List<Count> counts() {
        var all = new ArrayList<Count>();
        counts.forEach((kind, count) -> all.add(new Count(kind, count[0])));
        all.sort(Comparator.comparing(Count::kind, Kind.ORDER));
        return all;
    }

    /// Returns the latencies by the type of request.
    List<Latency> latencies() {
        var all = new ArrayList<Latency>();
        latencies.forEach((kind, histogram) -> all.add(new Latency(kind, histogram)));
        all.sort(Comparator.comparing(Latency::request, Kind.ORDER));
        return all;
    }

    private static Kind kind(CapturedMessage message) {
        return new Kind(
                message.interfaceOf(), message.endpoint(), message.endpointName(), message.type(), message.direction());
    }

    private static Kind kind(CapturedMessage message, Request request) {
        String type = request.layout().name();
        return new Kind(message.interfaceOf(), request.endpoint(), message.endpointName(), type, request.direction());
    }
}
