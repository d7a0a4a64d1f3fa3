package org.rtkit4j.app.via;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.core.iop.Claim;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Registers;

/// A co-processor within reach, until it is closed.
public interface Connection extends AutoCloseable {
    /// Returns what a driver needs of it.
    Platform platform();

    /// Returns what a session is to tell instead of `listener`: where the connection is recorded, changes of state
    /// stand in the capture too.
    default SessionListener listening(SessionListener listener) {
        return listener;
    }

    /// Returns a window of the co-processor's registers by its name in device trees: `nvme` and, on some chips,
    /// `nvmmu` of the storage.
    ///
    /// @throws BadInputException if it has none of this name
    /// @throws IOException if the window cannot be reached
    default Registers window(String window) throws BadInputException, IOException {
        throw new BadInputException("%s has no such registers: %s".formatted(this, window));
    }

    /// Returns an interrupt line of the co-processor's own: `nvme` of the storage. Where the way in has no
    /// interrupts the line is asserted all the time and fires once a period: what it wakes has to look for itself.
    ///
    /// @throws BadInputException if it has none of this name
    default InterruptLine interrupt(String line) throws BadInputException {
        throw new BadInputException("%s has no such interrupt: %s".formatted(this, line));
    }

    /// Returns what the display before the co-processor needs.
    ///
    /// @throws BadInputException if it has none, or this way does not lead to its registers
    default DisplayHardware display() throws BadInputException {
        throw new BadInputException("%s: this way leads to no registers of a display".formatted(this));
    }

    /// Returns memory that no filter before the co-processor knows of: what a device with a filter of its own may
    /// be pointed to.
    default DeviceMemory unfilteredMemory() {
        return platform().memory();
    }

    /// Returns what lets the co-processor work on the thread that waits for it, where it is an emulated one; it
    /// does nothing on others.
    default Runnable assist() {
        return () -> {};
    }

    /// Returns the clock by which waits for the co-processor are measured, in nanoseconds: the machine's own where
    /// it is emulated in this process, else wall time.
    default LongSupplier clock() {
        return System::nanoTime;
    }

    /// Returns by how much longer to wait than on the machine itself: over a wire each access to a register is
    /// a round trip, of which no time limit of a driver's knows.
    default int patience() {
        return 1;
    }

    /// Returns the co-processor from behind, where it is an emulated one in this process, recorded or not; else null.
    default @Nullable Coprocessor emulated() {
        return null;
    }

    /// Returns what tells the kinds of this co-processor apart, the most specific first: `compatible` strings,
    /// names of chips.
    default List<String> kinds() {
        return List.of();
    }

    /// Returns which system firmware the machine has, as its device tree says: `iBoot-7459.101.2`; empty where it
    /// does not.
    default String systemFirmware() {
        return "";
    }

    /// Returns how this co-processor is brought up and left.
    ///
    /// @param name what the host calls it, which tells its kind where nothing else does
    default IopProfile profile(String name) {
        return HostProfile.of(name, kinds(), true);
    }

    /// Tells whoever uses this way what he should know and no command has for its result.
    default void remark(String sentence) {}

    /// Brings a co-processor up, whatever state a host before has left it in, and tells what that took.
    default Claim claim(Iop iop) throws RtkitException, InterruptedException {
        Claim claim = iop.claim();
        if (claim != Claim.BOOT) {
            remark(iop.name() + ": " + claim.sentence());
        }
        return claim;
    }

    /// Returns the way in, as a person would name it.
    @Override
    String toString();

    /// Gives back what the way in holds: threads, mappings, a serial line. The co-processor is left as it is.
    @Override
    void close();
}
