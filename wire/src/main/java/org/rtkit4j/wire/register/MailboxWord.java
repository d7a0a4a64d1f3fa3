package org.rtkit4j.wire.register;

import static org.rtkit4j.wire.layout.Bits.bits;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Endpoints;

/// The second word of a mailbox message: the endpoint, and above bit 31 what the hardware adds when the AP reads it.
public final class MailboxWord {
    public static final Bits OUTGOING_COUNT = bits("OUTCNT", 56, 52, FieldType.DEC, "m1n1 hw/asc.py R_OUTBOX1");
    public static final Bits INCOMING_COUNT = bits("INCNT", 51, 48, FieldType.DEC, "m1n1 hw/asc.py R_OUTBOX1");
    public static final Bits OUTGOING_POINTER = bits("OUTPTR", 47, 44, FieldType.DEC, "m1n1 hw/asc.py R_OUTBOX1");
    public static final Bits INCOMING_POINTER = bits("INPTR", 43, 40, FieldType.DEC, "m1n1 hw/asc.py R_OUTBOX1");

    /// The rest of the word that the sender wrote. Linux ignores it, m1n1 drops the message where it is not 0.
    public static final Bits RESERVED = bits("RESERVED", 31, 8, "linux mailbox.c keeps 31:0, rtkit.c 7:0");

    public static final Bits ENDPOINT = bits("EP", 7, 0, Endpoints.TYPE, "all");

    public static final Layout LAYOUT = Layout.named(
                    "MAILBOX_WORD", Direction.BOTH, "The second word of a message, as the AP reads it")
            .with(OUTGOING_COUNT, INCOMING_COUNT, OUTGOING_POINTER, INCOMING_POINTER, RESERVED, ENDPOINT);

    private MailboxWord() {}
}
