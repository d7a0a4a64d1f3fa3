package org.rtkit4j.app.display;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.DisplayHardware;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.DisplayListener;
import org.rtkit4j.drivers.display.DisplayOptions;
import org.rtkit4j.drivers.display.DisplayPort;
import org.rtkit4j.drivers.display.IbootDisplay;
import org.rtkit4j.drivers.display.IomfbDisplay;
import org.rtkit4j.drivers.display.IomfbOptions;
import org.rtkit4j.drivers.display.PortLines;
import org.rtkit4j.drivers.display.PortTarget;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.DeviceMemory;

/// Whose display it is, and how it is asked: as boot loaders do, or as operating systems do, in calls of a version.
///
/// @param coprocessor its name in device trees: `dcp`, `dcpext0`
/// @param port where its lines lead, which the AP has to tell it and to drive; null: they are its own
/// @param isIomfb whether as operating systems do
/// @param version of the calls, where the command says it; null: an emulated display says it
record DisplayRoad(
        String coprocessor,
        @Nullable PortTarget port,
        boolean isIomfb,
        @Nullable IomfbVersion version) {
    /// That of the machine's own panel.
    static final String PANEL = CoprocessorKind.DCP.nodeName();

    private static final int FIRST_UNIT = 0;

    /// Returns the way to the machine's own panel.
    static DisplayRoad toPanel(boolean isIomfb, @Nullable IomfbVersion version) {
        return new DisplayRoad(PANEL, null, isIomfb, version);
    }

    /// Opens the display of a co-processor that runs.
    ///
    /// @param listener hears it from its start on
    Display open(Connection connection, Iop iop, DisplayListener listener)
            throws BadInputException, DisplayException, InterruptedException {
        return isIomfb ? iomfb(connection, iop, listener) : iboot(connection, iop, listener);
    }

    /// Has the lines of its port run, where they are the AP's: before that no monitor is found.
    ///
    /// @return the port, or null where they are its own
    @Nullable
    DisplayPort plug(Connection connection, Iop iop) throws DisplayException, InterruptedException {
        DeviceMemory memory = connection.platform().memory();
        return port == null
                ? null
                : DisplayPort.plugged(iop, memory, options(connection), FIRST_UNIT, PortLines.ALL, port);
    }

    private static DisplayOptions options(Connection connection) {
        return DisplayOptions.DEFAULT.with(connection.clock()).patient(connection.patience());
    }

    private static Display iboot(Connection connection, Iop iop, DisplayListener listener)
            throws DisplayException, InterruptedException {
        Coprocessor emulated = connection.emulated();
        DisplayConfig display = emulated == null ? null : emulated.profile().display();
        DisplayOptions options = options(connection).withLayerGap(display != null && display.hasLayerGap());
        return IbootDisplay.open(iop, connection.platform().memory(), options, listener);
    }

    private Display iomfb(Connection connection, Iop iop, DisplayListener listener)
            throws BadInputException, DisplayException, InterruptedException {
        DisplayHardware hardware = connection.display();
        DeviceMemory memory = connection.platform().memory();
        MemoryBroker broker = MemoryBroker.ofRegisters(memory, hardware.registers(), hardware.gate());
        IomfbOptions options = IomfbOptions.of(versionAt(connection)).patient(connection.patience());
        return IomfbDisplay.start(iop, broker, hardware.registers().size(), options, listener);
    }

    // Nothing that a real firmware says tells it.
    private IomfbVersion versionAt(Connection connection) throws BadInputException {
        Coprocessor emulated = connection.emulated();
        DisplayConfig display = emulated == null ? null : emulated.profile().display();
        if (version != null && display != null && version != display.iomfb().version()) {
            throw new BadInputException("--calls %s: this firmware has the calls of %s"
                    .formatted(version.label(), display.iomfb().version().label()));
        }
        if (version != null) {
            return version;
        }
        if (display == null) {
            throw new BadInputException("--by iomfb: no firmware says which calls it has: --calls 12.3 or 13.5");
        }
        return display.iomfb().version();
    }
}
