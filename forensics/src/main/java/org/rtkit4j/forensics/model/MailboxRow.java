package org.rtkit4j.forensics.model;

import org.rtkit4j.wire.layout.Direction;

/// One row of a mailbox log.
///
/// @param time the counter of whoever kept the log
/// @param direction who sent it; `BOTH` where the log does not tell
/// @param endpoint 0 to 255, or -1 where the report names an endpoint that we do not know
/// @param message the 64-bit word
/// @param endpointWord the second word as the AP read it, with the hardware's counters; else the endpoint alone
/// @param kind a message, or an interrupt of the AP's own log, which has no message
public record MailboxRow(long time, Direction direction, int endpoint, long message, long endpointWord, Kind kind) {
    /// What a row stands for.
    public enum Kind {
        MESSAGE,
        INTERRUPT
    }

    /// Returns the row of a message whose log has the endpoint's number and not the second word.
    public static MailboxRow message(long time, Direction direction, int endpoint, long message) {
        return new MailboxRow(time, direction, endpoint, message, endpoint, Kind.MESSAGE);
    }

    /// Returns the row of an interrupt in the AP's own log.
    public static MailboxRow interrupt(long time, Direction direction) {
        return new MailboxRow(time, direction, -1, 0, 0, Kind.INTERRUPT);
    }

    /// Returns whether it is a message and no interrupt.
    public boolean isMessage() {
        return kind == Kind.MESSAGE;
    }

    /// Returns whether it can be a request or an answer: a message on an endpoint that has a number.
    public boolean isPairable() {
        return isMessage() && endpoint >= 0;
    }

    /// Returns whether two keepers of logs may have noted one and the same message, whatever their clocks say.
    public boolean isSameMessage(MailboxRow other) {
        return message == other.message && endpoint == other.endpoint && direction == other.direction;
    }
}
