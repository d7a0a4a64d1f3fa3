package org.rtkit4j.app.display;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.DisplayHardware;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.DisplayOptions;
import org.rtkit4j.drivers.display.IbootDisplay;
import org.rtkit4j.drivers.display.IomfbDisplay;
import org.rtkit4j.drivers.display.IomfbOptions;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.port.DeviceMemory;

/// How a display is asked: as boot loaders do, or as operating systems do, in calls of a version.
///
/// @param isIomfb whether as operating systems do
/// @param version of the calls, where the command says it; null: an emulated display says it
record DisplayRoad(boolean isIomfb, @Nullable IomfbVersion version) {
    /// Opens the display of a co-processor that runs.
    Display open(Connection connection, Iop iop) throws BadInputException, DisplayException, InterruptedException {
        return isIomfb ? iomfb(connection, iop) : iboot(connection, iop);
    }

    private static Display iboot(Connection connection, Iop iop) throws DisplayException, InterruptedException {
        Coprocessor emulated = connection.emulated();
        DisplayConfig display = emulated == null ? null : emulated.profile().display();
        DisplayOptions options = DisplayOptions.DEFAULT
                .with(connection.clock())
                .patient(connection.patience())
                .withLayerGap(display != null && display.hasLayerGap());
        return IbootDisplay.open(iop, connection.platform().memory(), options);
    }

    private Display iomfb(Connection connection, Iop iop)
            throws BadInputException, DisplayException, InterruptedException {
        DisplayHardware hardware = connection.display();
        DeviceMemory memory = connection.platform().memory();
        MemoryBroker broker = MemoryBroker.ofRegisters(memory, hardware.registers(), hardware.gate());
        IomfbOptions options = IomfbOptions.of(versionAt(connection)).patient(connection.patience());
        return IomfbDisplay.start(iop, broker, hardware.registers().size(), options);
    }

    // Nothing that a real firmware says tells it.
    private IomfbVersion versionAt(Connection connection) throws BadInputException {
        Coprocessor emulated = connection.emulated();
        DisplayConfig display = emulated == null ? null : emulated.profile().display();
        if (version != null) {
            return version;
        }
        if (display == null) {
            throw new BadInputException("--by iomfb: no firmware says which calls it has: --calls 12.3 or 13.5");
        }
        return display.iomfb().version();
    }
}
