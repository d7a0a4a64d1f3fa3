package org.rtkit4j.forensics.explain;

import java.util.stream.Collectors;
import org.rtkit4j.forensics.syndrome.DecodedField;
import org.rtkit4j.forensics.syndrome.MailboxControls;
import org.rtkit4j.wire.register.MailboxControl;

/// A mailbox's control register in words, then its fields that are not zero.
final class ControlText {
    private ControlText() {}

    static String of(long value) {
        String fields = MailboxControls.decode(value).stream()
                .filter(field -> field.value() != 0)
                .map(ControlText::field)
                .collect(Collectors.joining(", "));
        return queue(value) + (fields.isEmpty() ? "" : " (" + fields + ")");
    }

    private static String field(DecodedField field) {
        boolean isFlag = !field.bits().contains(":");
        return isFlag ? field.name() : field.name() + "=" + Long.toHexString(field.value());
    }

    private static String queue(long value) {
        if (value == 0) {
            return "not enabled; no bit is set, so the block may be switched off";
        }
        if (MailboxControl.ENABLE.get(value) == 0) {
            return "not enabled";
        }
        if (MailboxControl.EMPTY.get(value) == 1) {
            return "queue empty";
        }
        return MailboxControl.FULL.get(value) == 1 ? "queue full" : "messages waiting in the queue";
    }
}
