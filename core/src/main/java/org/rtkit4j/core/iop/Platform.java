package org.rtkit4j.core.iop;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.IopHardware;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.Reset;

/// What a co-processor consists of, as the AP sees it; emulated or real, the driver cannot tell.
///
/// @param mailbox its mailbox
/// @param cpu its CPU's start bit, or null where something else starts it
/// @param memory the memory that it and the AP share
/// @param reset its reset, or null where it cannot be reset: after a crash it is lost then
public record Platform(
        Mailbox mailbox,
        @Nullable CpuControl cpu,
        DeviceMemory memory,
        @Nullable Reset reset) {
    /// A platform that cannot reset its co-processor.
    public Platform(Mailbox mailbox, @Nullable CpuControl cpu, DeviceMemory memory) {
        this(mailbox, cpu, memory, null);
    }

    /// Returns the platform of a co-processor: its mailbox behind registers, and a broker before its memory.
    public static Platform of(IopHardware hardware) {
        var mailbox = new RegisterMailbox(
                hardware.registers(), hardware.layout(), hardware.receiveNotEmpty(), hardware.sendEmpty());
        var memory = MemoryBroker.of(hardware.kind(), hardware.memory(), hardware.regions());
        return new Platform(mailbox, new CpuControl(hardware.cpu()), memory, hardware.resetLine());
    }
}
