package org.rtkit4j.forensics.requests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.analysis.Moment;
import org.rtkit4j.forensics.analysis.TimeLine;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.wire.layout.Direction;

/// How long the answers to one kind of request took.
///
/// @param endpoint its number
/// @param request its name, for example `CALL`
/// @param direction of the request
/// @param count how many were answered
/// @param leastTicks the quickest
/// @param medianTicks of an even number, the upper one of the two in the middle
/// @param mostTicks the slowest
public record Latency(
        int endpoint,
        String endpointName,
        String request,
        Direction direction,
        int count,
        long leastTicks,
        long medianTicks,
        long mostTicks) {
    private record Kind(int endpoint, String endpointName, String request, Direction direction) {}

    /// Returns them in the order in which the requests first came.
    public static List<Latency> of(TimeLine line) {
        Map<Kind, List<Long>> ticks = new LinkedHashMap<>();
        for (Moment answer : line.moments()) {
            if (answer.answers() >= 0) {
                Moment request = line.moments().get(answer.answers());
                ticks.computeIfAbsent(kind(request), _ -> new ArrayList<>()).add(answer.latencyTicks());
            }
        }
        return ticks.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Kind kind(Moment request) {
        MailboxRow row = request.row();
        int end = request.decoded().indexOf('(');
        String name = end < 0 ? request.decoded() : request.decoded().substring(0, end);
        return new Kind(row.endpoint(), request.endpointName(), name, row.direction());
    }

    private static Latency of(Kind kind, List<Long> ticks) {
        long[] sorted = ticks.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Latency(
                kind.endpoint(),
                kind.endpointName(),
                kind.request(),
                kind.direction(),
                sorted.length,
                sorted[0],
                sorted[sorted.length / 2],
                Arrays.stream(sorted).max().orElse(0));
    }
}
