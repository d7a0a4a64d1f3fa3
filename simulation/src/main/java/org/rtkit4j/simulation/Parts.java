package org.rtkit4j.simulation;

import java.util.Map;
import java.util.function.LongSupplier;
import org.rtkit4j.core.memory.MemoryGate;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.Reset;

/// What host and firmware are put together from. A test replaces a part by a broken one, to see that a rule notices.
public interface Parts {
    /// The parts as they are.
    Parts ORDINARY = new Parts() {};

    /// Returns the mailbox that the host is given, in front of the one that the rules watch.
    default Mailbox mailbox(Mailbox watched) {
        return watched;
    }

    /// Returns the mailbox of the second co-processor of an event loop.
    default Mailbox bystander(Mailbox own) {
        return own;
    }

    /// Returns the memory that the host is given.
    default DeviceMemory memory(DeviceMemory watched) {
        return watched;
    }

    /// Returns the memory that a display's driver is given: pictures, rings, what the firmware asks for.
    default DeviceMemory displayMemory(DeviceMemory watched) {
        return watched;
    }

    /// Returns the gate through which a display's firmware reaches registers.
    default MemoryGate gate(MemoryGate watched) {
        return watched;
    }

    /// Returns the clock that the host reads.
    default LongSupplier clock(LongSupplier virtual) {
        return virtual;
    }

    /// Returns the reset that the host is given.
    default Reset reset(Reset own) {
        return own;
    }

    /// Returns the profile of the co-processor under test.
    default Profile profile(Profile ordinary) {
        return ordinary;
    }

    /// Returns what works behind application endpoints of the firmware, in place of an echo at 0x20.
    default Map<Integer, FirmwareEndpoint.Factory> endpoints() {
        return Map.of();
    }
}
