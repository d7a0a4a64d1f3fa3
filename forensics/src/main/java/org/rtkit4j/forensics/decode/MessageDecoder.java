package org.rtkit4j.forensics.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.MailboxSpeech;
import org.rtkit4j.wire.message.Vocabulary;

/// Puts names to the messages of one report.
///
/// In a mailbox that leads to another co-processor, the crashed one is the client: both such peers seen speak SMC
/// keys on `user01`, with the roles of the AP and the SMC. So its own messages are read there as the AP's.
public final class MessageDecoder {
    private static final MailboxSpeech OF_PEERS = MailboxSpeech.of(Vocabulary.SMC);

    private final MailboxSpeech speech;
    private final boolean isSmc;
    private final @Nullable MailboxRow crashNotice;

    private MessageDecoder(CrashReport report) {
        CoprocessorKind kind = CoprocessorKind.of(report.origin().coprocessor());
        this.speech = new MailboxSpeech(kind.vocabulary(), report.logs().endpoints());
        this.isSmc = kind == CoprocessorKind.SMC;
        this.crashNotice = noticeIn(report);
    }

    /// Returns a decoder for the messages of one report: its co-processor chooses the vocabulary.
    public static MessageDecoder of(CrashReport report) {
        return new MessageDecoder(report);
    }

    /// Returns the vocabulary of one of the co-processor's own mailboxes.
    public Vocabulary vocabulary(MailboxLog log) {
        return speech(log).vocabulary();
    }

    /// Returns the vocabulary of the AP's log.
    public Vocabulary vocabulary() {
        return speech.vocabulary();
    }

    private MailboxSpeech speech(MailboxLog log) {
        return log.isWithAp() ? speech : OF_PEERS;
    }

    /// Returns the direction whose layouts a row is read with.
    public Direction roleOf(MailboxLog log, MailboxRow row) {
        return log.isWithAp() || isSmc ? row.direction() : row.direction().opposite();
    }

    /// Reads a row of one of the co-processor's own mailboxes.
    public String describe(MailboxLog log, MailboxRow row) {
        return describe(speech(log), roleOf(log, row), row);
    }

    /// Reads a row of the AP's log; the news of the crash by its own layout.
    public String describeOnAp(MailboxRow row) {
        return row.equals(crashNotice)
                ? Crashlog.CRASHED.format(row.message())
                : describe(speech, row.direction(), row);
    }

    private static String describe(MailboxSpeech speech, Direction direction, MailboxRow row) {
        if (!row.isMessage()) {
            return "interrupt";
        }
        return row.endpoint() < 0
                ? "0x%016x".formatted(row.message())
                : speech.describe(direction, row.endpoint(), row.message());
    }

    /// Returns the name of a row's endpoint in one of the co-processor's own mailboxes; `unknown` where it has no
    /// number.
    public String endpointName(MailboxLog log, MailboxRow row) {
        return row.endpoint() < 0 ? "unknown" : speech(log).endpointName(row.endpoint());
    }

    /// Returns the name of a row's endpoint in the AP's log; empty where it has no number.
    public String endpointNameOnAp(MailboxRow row) {
        return row.endpoint() < 0 ? "" : speech.endpointName(row.endpoint());
    }

    /// Returns the message that told the AP of the crash, or null: the last of its kind in the AP's log.
    public static @Nullable MailboxRow noticeIn(CrashReport report) {
        ApLog log = report.logs().ap();
        MailboxRow found = null;
        for (MailboxRow row : log == null ? List.<MailboxRow>of() : log.rows()) {
            found = isNotice(row) ? row : found;
        }
        return found;
    }

    private static boolean isNotice(MailboxRow row) {
        return row.isMessage()
                && row.endpoint() == Endpoints.CRASHLOG
                && row.direction() == Direction.IOP_TO_AP
                && Crashlog.CRASHED.matches(row.message());
    }
}
