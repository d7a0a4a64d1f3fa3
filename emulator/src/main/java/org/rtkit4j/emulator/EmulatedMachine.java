package org.rtkit4j.emulator;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.profile.Profile;

/// A machine with one co-processor or several, built from profiles.
public final class EmulatedMachine {
    private EmulatedMachine() {}

    /// Starts to build a machine with one co-processor of this profile.
    public static Builder with(Profile profile) {
        throw new UnsupportedOperationException(profile.toString());
    }

    public Machine machine() {
        throw new UnsupportedOperationException();
    }

    /// Returns the first co-processor.
    public Coprocessor coprocessor() {
        throw new UnsupportedOperationException();
    }

    /// What a machine is built from.
    public static final class Builder {
        /// Gives the machine a clock, in nanoseconds; without, it has the system's.
        public Builder clock(LongSupplier clock) {
            throw new UnsupportedOperationException(clock.toString());
        }

        /// Puts an endpoint of one's own in place of the one that the profile names.
        public Builder endpoint(int endpoint, Supplier<FirmwareEndpoint> factory) {
            throw new UnsupportedOperationException("" + endpoint + factory);
        }

        public EmulatedMachine build() {
            throw new UnsupportedOperationException();
        }
    }
}
