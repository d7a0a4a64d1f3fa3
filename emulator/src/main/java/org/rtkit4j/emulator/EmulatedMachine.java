package org.rtkit4j.emulator;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.MachineClock;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.port.Releases;

/// A machine with one co-processor or several, built from profiles.
///
/// ```java
/// try (var emulated = EmulatedMachine.with(Profile.named("ans")).build();
///         var runner = MachineRunner.start(emulated.machine())) {
///     emulated.coprocessor().cpu().write32(CpuRegisters.CPU_CONTROL, 0x10);
/// }
/// ```
///
/// A machine that is not closed keeps the images of its disks from others, as long as its process lives.
public final class EmulatedMachine implements AutoCloseable {
    private final Machine machine;
    private final List<Coprocessor> coprocessors;

    private EmulatedMachine(Machine machine, List<Coprocessor> coprocessors) {
        this.machine = machine;
        this.coprocessors = List.copyOf(coprocessors);
    }

    /// Starts to build a machine with one co-processor of this profile.
    public static Builder with(Profile profile) {
        return new Builder(profile);
    }

    /// Returns the machine itself: what a runner runs, or a test steps.
    public Machine machine() {
        return machine;
    }

    /// Returns the machine's clock, by which a host in this process measures its waits. It stands until somebody runs
    /// the machine, or steps it: a wait by it before that does not end.
    public MachineClock clock() {
        return machine.clock();
    }

    /// Returns the first co-processor.
    public Coprocessor coprocessor() {
        return coprocessors.getFirst();
    }

    /// Returns all co-processors, in the order in which they were given.
    public List<Coprocessor> coprocessors() {
        return coprocessors;
    }

    /// Gives back what the machine holds outside itself: images of disks. Whatever runs it has to be closed before.
    @Override
    public void close() {
        Releases.each(coprocessors, Coprocessor::close);
    }

    /// What a machine is built from.
    public static final class Builder {
        // What each writes is most of what all of them take, from here on.
        private static final int CROWD = 1000;

        private final List<Profile> profiles = new ArrayList<>();
        private final Map<Integer, FirmwareEndpoint.Factory> endpoints = new HashMap<>();
        private MachineClock clock = MachineClock.pacing(System::nanoTime);
        private long ramBytes = Machine.RAM_BYTES;
        private @Nullable MemorySegment shared;

        private Builder(Profile profile) {
            profiles.add(profile);
        }

        /// Adds another co-processor; it must lie elsewhere.
        public Builder and(Profile profile) {
            profiles.add(profile);
            return this;
        }

        /// Gives the machine a clock that its owner moves, in nanoseconds; without, it has one that paces the
        /// system's.
        public Builder clock(LongSupplier clock) {
            return clock(MachineClock.of(clock));
        }

        /// Gives the machine a clock.
        public Builder clock(MachineClock clock) {
            this.clock = clock;
            return this;
        }

        /// Gives the machine another amount of memory than 16 GiB, in bytes, a multiple of 16 KiB.
        public Builder ram(long sizeBytes) {
            ramBytes = sizeBytes;
            return this;
        }

        /// Gives the machine memory that is somebody else's too, a multiple of 16 KiB; see [Machine].
        public Builder memory(MemorySegment memory) {
            shared = memory;
            return this;
        }

        /// Adds an application endpoint to the first co-processor, in place of what its profile has there.
        public Builder endpoint(int endpoint, FirmwareEndpoint.Factory factory) {
            endpoints.put(endpoint, factory);
            return this;
        }

        /// Builds the machine.
        ///
        /// @throws org.rtkit4j.emulator.profile.ProfileException if the image of a disk cannot be opened
        /// @throws java.io.UncheckedIOException if somebody else has that
        public EmulatedMachine build() {
            Machine machine = empty();
            var coprocessors = new ArrayList<Coprocessor>();
            try {
                attach(machine, coprocessors);
                return new EmulatedMachine(machine, coprocessors);
            } catch (RuntimeException e) {
                throw Releases.after(e, () -> Releases.each(coprocessors, Coprocessor::close));
            }
        }

        private Machine empty() {
            if (shared != null) {
                return new Machine(clock, shared);
            }
            return profiles.size() < CROWD ? new Machine(clock, ramBytes) : Machine.ofCrowd(clock, ramBytes);
        }

        private void attach(Machine machine, List<Coprocessor> coprocessors) {
            for (Profile profile : profiles) {
                boolean isFirst = coprocessors.isEmpty();
                coprocessors.add(Coprocessor.attach(machine, profile, isFirst ? endpoints : Map.of()));
            }
        }
    }
}
