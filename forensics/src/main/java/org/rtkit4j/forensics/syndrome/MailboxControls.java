package org.rtkit4j.forensics.syndrome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.register.MailboxControl;

/// The mailbox registers that reports print beside a log: `AKF_KIC_INBOX_CTRL`, `OUTBOX0_CTRL` and their like.
public final class MailboxControls {
    private static final Map<String, String> FLAGS = Map.of(
            "EMPTY", "no message waits",
            "FULL", "no further message fits",
            "OVERFLOW", "a message was written into a full queue",
            "UNDERFLOW", "a message was read from an empty queue",
            "ENABLE", "the queue is on");

    private MailboxControls() {}

    /// Returns whether a register is one of those that [#decode] knows.
    public static boolean isControl(String name) {
        return name.endsWith("_CTRL");
    }

    /// Returns the fields of [MailboxControl], the most significant first, and the remaining bits as `unknown`.
    public static List<DecodedField> decode(long value) {
        List<DecodedField> fields = new ArrayList<>();
        for (Bits bits : MailboxControl.LAYOUT.fields()) {
            long field = bits.get(value);
            String meaning = field == 1 ? FLAGS.getOrDefault(bits.name(), "") : "";
            fields.add(new DecodedField(bits.name(), bits.range(), field, meaning));
        }
        long rest = MailboxControl.LAYOUT.unknownBits(value);
        fields.add(new DecodedField("unknown", "31:0", rest, rest == 0 ? "" : "bits that nobody has explained"));
        return List.copyOf(fields);
    }
}
