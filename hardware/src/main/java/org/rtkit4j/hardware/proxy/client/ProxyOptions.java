package org.rtkit4j.hardware.proxy.client;

import java.time.Duration;

/// How a client behaves.
///
/// @param replyTimeout how long the target may take for an answer, without the time that the bytes take
/// @param leastBytesPerSecond how slow the link may be: the time limit grows by that for blocks
/// @param blockBytes the most that one request reads or writes
/// @param checksums whether blocks carry checksums. Without them damaged bytes go unnoticed; a serial line has them
///     always
/// @param pipelining whether requests that do not depend on each other go out together, where the target is no serial
///     line
public record ProxyOptions(
        Duration replyTimeout, long leastBytesPerSecond, int blockBytes, boolean checksums, boolean pipelining) {
    /// For TCP, pseudo-terminals and USB.
    public static final ProxyOptions DEFAULT = new ProxyOptions(Duration.ofSeconds(3), 100_000, 1 << 20, true, true);

    /// For serial lines, from 115200 baud on.
    public static final ProxyOptions SERIAL = new ProxyOptions(Duration.ofSeconds(3), 10_000, 1 << 14, true, false);

    public ProxyOptions {
        if (replyTimeout.isNegative() || replyTimeout.isZero() || leastBytesPerSecond <= 0 || blockBytes <= 0) {
            throw new IllegalArgumentException("no such options: timeout=%s, rate=%d, block=%d"
                    .formatted(replyTimeout, leastBytesPerSecond, blockBytes));
        }
    }

    /// Returns these options without checksums of blocks: a little faster, and damaged bytes go unnoticed.
    public ProxyOptions withoutChecksums() {
        return new ProxyOptions(replyTimeout, leastBytesPerSecond, blockBytes, false, pipelining);
    }

    /// Returns these options with one request at a time.
    public ProxyOptions withoutPipelining() {
        return new ProxyOptions(replyTimeout, leastBytesPerSecond, blockBytes, checksums, false);
    }

    /// Returns these options with another time limit for answers.
    public ProxyOptions withReplyTimeout(Duration timeout) {
        return new ProxyOptions(timeout, leastBytesPerSecond, blockBytes, checksums, pipelining);
    }

    /// Returns these options with another size of blocks.
    ///
    /// @param bytes the most that one request reads or writes, above 0
    public ProxyOptions withBlockBytes(int bytes) {
        return new ProxyOptions(replyTimeout, leastBytesPerSecond, bytes, checksums, pipelining);
    }

    long timeoutNanos(long bytes) {
        return replyTimeout.toNanos() + (long) (1e9 * bytes / leastBytesPerSecond);
    }
}
