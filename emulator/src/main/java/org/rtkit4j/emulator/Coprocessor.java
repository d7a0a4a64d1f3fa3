package org.rtkit4j.emulator;

import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.MailboxInterrupt;
import org.rtkit4j.wire.register.MailboxRegisters;

/// A co-processor of the machine: CPU registers, mailbox, memory, firmware.
public final class Coprocessor {
    /// Returns the window of its mailbox.
    public Registers registers() {
        throw new UnsupportedOperationException();
    }

    /// Returns the window of its CPU registers, see [org.rtkit4j.wire.register.CpuRegisters].
    public Registers cpu() {
        throw new UnsupportedOperationException();
    }

    /// Returns the layout of its mailbox registers.
    public MailboxRegisters layout() {
        throw new UnsupportedOperationException();
    }

    /// Returns one of the mailbox's interrupt lines.
    public InterruptLine line(MailboxInterrupt which) {
        throw new UnsupportedOperationException(which.toString());
    }

    public InterruptLine receiveNotEmpty() {
        return line(MailboxInterrupt.RECEIVE_NOT_EMPTY);
    }

    public InterruptLine sendEmpty() {
        return line(MailboxInterrupt.SEND_EMPTY);
    }

    /// Returns the memory that AP and co-processor share.
    public IoSpace memory() {
        throw new UnsupportedOperationException();
    }

    /// Resets it as the power manager does: CPU stopped, mailbox empty, firmware forgotten.
    public void reset() {
        throw new UnsupportedOperationException();
    }

    /// Makes the firmware crash.
    public void crash(CrashCause cause) {
        throw new UnsupportedOperationException(cause.toString());
    }

    /// Makes the firmware send a message, whether it makes sense or not; for tests of hosts.
    ///
    /// @param msg1 the second word: the endpoint, and junk above bit 7 if the test wants it
    public void say(long msg0, long msg1) {
        throw new UnsupportedOperationException("" + msg0 + msg1);
    }

    /// Makes the firmware write a line to its syslog.
    public void log(String context, String text) {
        throw new UnsupportedOperationException(context + text);
    }
}
