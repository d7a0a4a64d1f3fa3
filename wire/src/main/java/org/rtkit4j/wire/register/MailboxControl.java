package org.rtkit4j.wire.register;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The control and status register of one FIFO of the mailbox, 32 bits.
///
/// `FULL` and `EMPTY` are what every driver uses; one description takes bit 16 for "not empty", against all code.
public final class MailboxControl {
    public static final Bits COUNT = bits("FIFOCNT", 23, 20, FieldType.DEC, "m1n1 hw/asc.py, qemu");
    public static final Bits UNDERFLOW = flag("UNDERFLOW", 19, "qemu");
    public static final Bits OVERFLOW = flag("OVERFLOW", 18, "m1n1 hw/asc.py, qemu");
    public static final Bits EMPTY = flag("EMPTY", 17, "linux mailbox.c");
    public static final Bits FULL = flag("FULL", 16, "linux mailbox.c");
    public static final Bits READ_POINTER = bits("RPTR", 15, 12, FieldType.DEC, "m1n1 hw/asc.py");
    public static final Bits WRITE_POINTER = bits("WPTR", 11, 8, FieldType.DEC, "m1n1 hw/asc.py");
    public static final Bits ENABLE = flag("ENABLE", 0, "m1n1 hw/asc.py, asahi mailbox.c for t6030");

    public static final Layout LAYOUT = Layout.named(
                    "MAILBOX_CONTROL", Direction.BOTH, "State of one FIFO; FULL and EMPTY are what drivers poll")
            .with(COUNT, UNDERFLOW, OVERFLOW, EMPTY, FULL, READ_POINTER, WRITE_POINTER, ENABLE);

    private MailboxControl() {}
}
