package org.rtkit4j.forensics.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.decode.MessageDecoder;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.wire.conversation.Pairing;
import org.rtkit4j.wire.layout.Direction;

/// Every message of a report, once, in the order of time: the co-processor's logs and the AP's put together, requests
/// and answers paired, with how long each answer took.
///
/// Rows of the AP's log are matched with the co-processor's by word, direction and time, which the clocks' offset
/// makes comparable. The co-processor's time counts where both have one: it wrote the answer. A message that only
/// one side logged stands alone: rings have different lengths, and the news of the crash stands in the AP's only.
/// Where the offset is not known, the AP's log is left out.
///
/// @param moments in the order of time
/// @param isMerged whether the AP's log is part of it
public record TimeLine(List<Moment> moments, boolean isMerged) {
    /// How far a message may be off and still be the same one; latencies of a few hundred ticks were seen.
    private static final long WINDOW = 0x800;

    private static final long LOW_32 = 0xffff_ffffL;

    public TimeLine {
        moments = List.copyOf(moments);
    }

    /// Returns the time line; empty where the report has no mailbox log.
    public static TimeLine of(CrashReport report) {
        var decoder = MessageDecoder.of(report);
        ClockOffset offset = ClockOffset.of(report);
        List<Placed> placed = new ArrayList<>();
        for (MailboxLog log : report.logs().own()) {
            log.rows().stream().filter(MailboxRow::isMessage).forEach(row -> placed.add(of(log, row, report, decoder)));
        }
        ApLog ap = report.logs().ap();
        boolean merges = ap != null && offset != null;
        if (ap != null && offset != null) {
            merge(ap, offset.ticks(), decoder, placed);
        }
        placed.sort(Comparator.comparingLong(one -> one.moment.time()));
        return new TimeLine(paired(placed, decoder), merges);
    }

    /// A message and the log whose conversation it belongs to; null for the AP's.
    private static final class Placed {
        private Moment moment;
        private final @Nullable MailboxLog log;
        private final Direction role;

        Placed(Moment moment, @Nullable MailboxLog log, Direction role) {
            this.moment = moment;
            this.log = log;
            this.role = role;
        }

        boolean isWithAp() {
            return log == null || log.isWithAp();
        }
    }

    private static Placed of(MailboxLog log, MailboxRow row, CrashReport report, MessageDecoder decoder) {
        var moment = new Moment(
                wideTime(log, row, report.site().time()),
                log.name(),
                null,
                row,
                decoder.endpointName(log, row),
                decoder.describe(log, row),
                -1,
                -1,
                "");
        return new Placed(moment, log, decoder.roleOf(log, row));
    }

    /// A log that keeps the low 32 bits of times is completed from the time of the crash: the shorter way round.
    private static long wideTime(MailboxLog log, MailboxRow row, @Nullable Long crash) {
        if (log.wideTimes() || crash == null) {
            return row.time();
        }
        return crash + (int) ((row.time() - crash) & LOW_32);
    }

    private static void merge(ApLog ap, long offset, MessageDecoder decoder, List<Placed> placed) {
        List<Placed> own = placed.stream().filter(Placed::isWithAp).toList();
        int from = 0;
        for (MailboxRow row : ap.rows()) {
            long time = row.time() + offset;
            while (from < own.size() && own.get(from).moment.time() < time - WINDOW) {
                from++;
            }
            if (row.isMessage() && !match(row, time, own, from)) {
                placed.add(ofAp(row, time, decoder));
            }
        }
    }

    /// Gives the AP's time to the first row of ours that is the same message and has none yet.
    private static boolean match(MailboxRow row, long time, List<Placed> own, int from) {
        for (int i = from; i < own.size() && own.get(i).moment.time() <= time + WINDOW; i++) {
            Moment moment = own.get(i).moment;
            if (moment.apTime() == null && moment.row().isSameMessage(row)) {
                own.get(i).moment = new Moment(
                        moment.time(),
                        moment.log(),
                        row.time(),
                        moment.row(),
                        moment.endpointName(),
                        moment.decoded(),
                        -1,
                        -1,
                        "");
                return true;
            }
        }
        return false;
    }

    private static Placed ofAp(MailboxRow row, long time, MessageDecoder decoder) {
        var moment = new Moment(
                time, null, row.time(), row, decoder.endpointNameOnAp(row), decoder.describeOnAp(row), -1, -1, "");
        return new Placed(moment, null, row.direction());
    }

    private static List<Moment> paired(List<Placed> placed, MessageDecoder decoder) {
        List<Moment> moments =
                new ArrayList<>(placed.stream().map(one -> one.moment).toList());
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            Placed one = placed.get(i);
            if (one.moment.row().isPairable()) {
                Pairing pairing = pairing(peers, one, decoder);
                MailboxRow row = one.moment.row();
                long request = pairing.add(i, one.role, row.endpoint(), row.message());
                if (request >= 0) {
                    long ticks = one.moment.time() - moments.get((int) request).time();
                    moments.set(i, moments.get(i).answering((int) request, ticks));
                }
            }
        }
        for (Peer peer : peers) {
            peer.pairing.open().forEach(waiting -> {
                int at = (int) waiting.number();
                moments.set(at, moments.get(at).open(waiting.role().expected()));
            });
        }
        return moments;
    }

    /// One peer's messages; all logs with the AP are one peer's.
    private record Peer(int index, Pairing pairing) {}

    private static Pairing pairing(List<Peer> peers, Placed one, MessageDecoder decoder) {
        int index = one.log == null || one.log.isWithAp() ? -1 : one.log.index();
        for (Peer peer : peers) {
            if (peer.index == index) {
                return peer.pairing;
            }
        }
        var pairing = new Pairing(one.log == null ? decoder.vocabulary() : decoder.vocabulary(one.log));
        peers.add(new Peer(index, pairing));
        return pairing;
    }

    /// Returns the requests that were open at the crash, in the order of time.
    public List<Moment> open() {
        return moments.stream().filter(Moment::isOpen).toList();
    }
}
