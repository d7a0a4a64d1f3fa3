package org.rtkit4j.forensics.analysis;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.MailboxRow;

/// One message of the time line.
///
/// @param time by the co-processor's counter; of a message that only the AP logged, worked out with the offset
/// @param log the co-processor's own log that it stands in, `mailbox 0`, or null
/// @param apTime when the AP logged it, by the AP's counter, or null
/// @param row as logged; by the co-processor where it did
/// @param endpointName of the message
/// @param decoded the message, read
/// @param answers the place in the time line of the request that this answers, or -1
/// @param latencyTicks of an answer: ticks since its request; else -1
/// @param expected of a request that was never answered: what was to come; else empty
public record Moment(
        long time,
        @Nullable String log,
        @Nullable Long apTime,
        MailboxRow row,
        String endpointName,
        String decoded,
        int answers,
        long latencyTicks,
        String expected) {
    /// Returns whether this request was still open at the crash.
    public boolean isOpen() {
        return !expected.isEmpty();
    }

    Moment answering(int request, long ticks) {
        return new Moment(time, log, apTime, row, endpointName, decoded, request, ticks, expected);
    }

    Moment open(String missing) {
        return new Moment(time, log, apTime, row, endpointName, decoded, answers, latencyTicks, missing);
    }
}
