package org.rtkit4j.forensics.binary;

import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Firmware;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.MessageId;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Message;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Time;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Version;

/// Version, messages and time.
final class TextSections {
    private TextSections() {}

    static boolean version(Payload payload, Draft draft) {
        if (!payload.requires(Version.TEXT + 1)) {
            return false;
        }
        String text = Escape.line(payload.terminatedText(Version.TEXT).strip());
        draft.firmware = Firmware.parse(text, uuid(payload.hex(0, Version.TEXT)));
        return true;
    }

    /// Returns 16 bytes in the usual notation, in the order in which they stand.
    private static String uuid(String hex) {
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }

    static boolean message(Payload payload, Draft draft) {
        if (!payload.requires(Message.TEXT)) {
            return false;
        }
        String text = MessageId.asText(payload.get(Message.ID, 0)) + payload.terminatedText(Message.TEXT);
        if (draft.message.length() + text.length() > Limits.MESSAGE_CHARS) {
            payload.warn(0, "messages longer than " + Limits.MESSAGE_CHARS + " characters: kept unread");
            return false;
        }
        if (text.isBlank()) {
            return true;
        }
        draft.message.append(draft.message.isEmpty() ? "" : "\n").append(Escape.text(text.stripTrailing()));
        return true;
    }

    static boolean time(Payload payload, Draft draft) {
        if (!payload.requires(Time.TIME.end())) {
            return false;
        }
        draft.time = payload.get(Time.TIME, 0);
        return true;
    }
}
