package org.rtkit4j.forensics.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.forensics.analysis.ClockOffset;
import org.rtkit4j.forensics.analysis.Moment;
import org.rtkit4j.forensics.analysis.TimeLine;
import org.rtkit4j.forensics.decode.MessageDecoder;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// A crash report's mailbox history as a capture: an interface for each log, all on the co-processor's clock.
///
/// The counter runs at 24 MHz (*guess*: that of the AP's does, and the offset between the two does not drift in real
/// reports); times in the capture are nanoseconds since it was 0. A log whose peer is not the AP has the crashed
/// co-processor for a client: its messages are read as the AP's.
public final class ReportCapture {
    private static final long NANOS_NUMERATOR = 125;
    private static final long NANOS_DENOMINATOR = 3;

    private final CaptureWriter writer;
    private final List<Packet> packets = new ArrayList<>();

    private ReportCapture(CaptureWriter writer) {
        this.writer = writer;
    }

    /// What is to be written: a message, or a note.
    private record Packet(
            int number,
            long ticks,
            Direction direction,
            Vocabulary vocabulary,
            long msg0,
            long msg1,
            @Nullable String note) {}

    /// Returns the messages of reports as one capture, or null where they have none.
    public static byte @Nullable [] of(List<CrashReport> reports) throws IOException {
        if (reports.stream().allMatch(report -> report.logs().isEmpty())) {
            return null;
        }
        var capture = new ByteArrayOutputStream();
        try (var writer = CaptureWriter.to(capture)) {
            for (CrashReport report : reports) {
                new ReportCapture(writer).write(report);
            }
        }
        return capture.toByteArray();
    }

    private void write(CrashReport report) throws IOException {
        MessageDecoder decoder = MessageDecoder.of(report);
        TimeLine line = TimeLine.of(report);
        for (MailboxLog log : report.logs().own()) {
            addLog(report, log, line, decoder);
        }
        ApLog ap = report.logs().ap();
        if (ap != null) {
            addApLog(report, ap, decoder);
        }
        packets.sort(Comparator.comparingLong(Packet::ticks));
        for (Packet packet : packets) {
            write(packet);
        }
    }

    private void addLog(CrashReport report, MailboxLog log, TimeLine line, MessageDecoder decoder) throws IOException {
        String name =
                log.isWithAp() ? report.origin().coprocessor() : report.origin().coprocessor() + ":" + log.index();
        int number = writer.addInterface(
                name,
                "mailbox %d of %s, peer: %s, as the co-processor logged it"
                        .formatted(log.index(), report.origin().coprocessor(), log.peer()));
        String wanted = log.name();
        for (Moment moment : line.moments()) {
            if (wanted.equals(moment.log())) {
                add(number, moment.time(), moment.row(), decoder.roleOf(log, moment.row()), decoder.vocabulary(log));
            }
        }
        Long time = report.site().time();
        if (log.isWithAp() && time != null) {
            String note = "crashed: %s"
                    .formatted(report.site()
                            .reason()
                            .lines()
                            .findFirst()
                            .orElse(report.site().kind().word()));
            packets.add(new Packet(number, time, Direction.BOTH, decoder.vocabulary(log), 0, 0, note));
        }
    }

    private void addApLog(CrashReport report, ApLog log, MessageDecoder decoder) throws IOException {
        ClockOffset offset = ClockOffset.of(report);
        String clock = offset == null ? "on the AP's clock" : "on the co-processor's clock";
        int number = writer.addInterface(
                report.origin().coprocessor() + ":AP",
                "mailbox of %s, as the AP logged it, %s"
                        .formatted(report.origin().coprocessor(), clock));
        long ticks = offset == null ? 0 : offset.ticks();
        for (MailboxRow row : log.rows()) {
            add(number, row.time() + ticks, row, row.direction(), decoder.vocabulary());
            if (row.equals(MessageDecoder.noticeIn(report))) {
                String note = "the message before tells of the crash";
                packets.add(new Packet(number, row.time() + ticks, Direction.BOTH, decoder.vocabulary(), 0, 0, note));
            }
        }
    }

    private void add(int number, long ticks, MailboxRow row, Direction direction, Vocabulary vocabulary) {
        if (row.isMessage() && row.endpoint() >= 0) {
            packets.add(new Packet(number, ticks, direction, vocabulary, row.message(), row.endpointWord(), null));
        } else {
            String note = row.isMessage()
                    ? "on an endpoint that is not known: 0x%016x".formatted(row.message())
                    : "interrupt";
            packets.add(new Packet(number, ticks, direction, vocabulary, 0, 0, note));
        }
    }

    private void write(Packet packet) throws IOException {
        long nanos = nanos(packet.ticks);
        if (packet.note != null) {
            writer.note(packet.number, nanos, packet.vocabulary, packet.note);
        } else {
            writer.message(packet.number, nanos, packet.direction, packet.vocabulary, packet.msg0, packet.msg1, 0);
        }
    }

    private static long nanos(long ticks) {
        return Math.multiplyHigh(ticks, NANOS_NUMERATOR) == 0
                ? ticks * NANOS_NUMERATOR / NANOS_DENOMINATOR
                : ticks / NANOS_DENOMINATOR * NANOS_NUMERATOR;
    }
}
