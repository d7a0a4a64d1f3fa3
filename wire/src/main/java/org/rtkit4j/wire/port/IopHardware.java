package org.rtkit4j.wire.port;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.register.MailboxRegisters;

/// A co-processor as the AP finds it: windows of registers, interrupt lines, and the memory that both share. A device
/// tree says as much of a real one.
///
/// Any thread may call any of it.
public interface IopHardware {
    /// Returns what it is for, which decides what memory its firmware may ask for.
    CoprocessorKind kind();

    /// Returns the window of its mailbox, laid out as [#layout] says.
    Registers registers();

    /// Returns where in that window the registers of its mailbox are.
    MailboxRegisters layout();

    /// Returns the line that is asserted while the AP has a message to take.
    InterruptLine receiveNotEmpty();

    /// Returns the line that is asserted while the firmware has taken all messages of the AP.
    InterruptLine sendEmpty();

    /// Returns the window of its CPU, see [org.rtkit4j.wire.register.CpuRegisters].
    Registers cpu();

    /// Returns the memory that it reaches, without any policy.
    DeviceMemory memory();

    /// Returns the memory that the platform names for it, as its own addresses.
    List<Region> regions();

    /// Returns its reset, or null where it has none: after a crash it is lost then.
    @Nullable
    Reset resetLine();
}
