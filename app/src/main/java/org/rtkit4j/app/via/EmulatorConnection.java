package org.rtkit4j.app.via;

import java.util.List;
import java.util.function.LongSupplier;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.memory.DirectGate;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Registers;

/// A machine in this process, made for this connection.
public final class EmulatorConnection implements Connection {
    private final EmulatedMachine emulated;
    private final MachineRunner runner;

    public EmulatorConnection(Profile profile) {
        emulated = EmulatedMachine.with(profile).build();
        runner = MachineRunner.start(emulated.machine());
    }

    /// Returns the firmware's side, where crashes are provoked.
    public Coprocessor coprocessor() {
        return emulated.coprocessor();
    }

    @Override
    public Platform platform() {
        return Platform.of(emulated.coprocessor());
    }

    @Override
    public Registers window(String window) throws BadInputException {
        try {
            return emulated.coprocessor().window(window);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public InterruptLine interrupt(String line) throws BadInputException {
        try {
            return emulated.coprocessor().interrupt(line);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    // It sees registers as the AP does.
    @Override
    public DisplayHardware display() throws BadInputException {
        DisplayConfig display = emulated.coprocessor().profile().display();
        if (display == null) {
            throw new BadInputException("%s has no display".formatted(this));
        }
        return new DisplayHardware(display.iomfb().registers(), new DirectGate());
    }

    @Override
    public DeviceMemory unfilteredMemory() {
        return MemoryBroker.apAllocates(emulated.coprocessor().memory());
    }

    @Override
    public Runnable assist() {
        return runner::help;
    }

    @Override
    public LongSupplier clock() {
        return emulated.clock();
    }

    @Override
    public Coprocessor emulated() {
        return coprocessor();
    }

    @Override
    public List<String> kinds() {
        NvmeConfig nvme = emulated.coprocessor().profile().nvme();
        return nvme == null ? List.of() : List.of(nvme.variant().compatible());
    }

    @Override
    public String systemFirmware() {
        return emulated.coprocessor().profile().systemFirmware();
    }

    @Override
    public IopProfile profile(String name) {
        return HostProfile.of(name, emulated.coprocessor().profile());
    }

    @Override
    public void close() {
        try (emulated) {
            runner.close();
        }
    }

    @Override
    public String toString() {
        return "emulator:" + emulated.coprocessor().profile().name();
    }
}
