package org.rtkit4j.emulator.display;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.afk.EpicFirmware;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.display.Iboot;
import org.rtkit4j.wire.display.RemotePort;
import org.rtkit4j.wire.message.Iomfb;

/// The display hardware of a co-processor: the pipe that its firmware runs, and the screen before it.
public final class DisplayController {
    private static final int SYSTEM = 0x20;
    private static final int PORT_CONTROLLER = 0x24;

    private final DisplayConfig config;
    private final DisplayPipe pipe;
    private final Screen screen;
    private final IomfbHazards hazards;
    private final IomfbHands iomfbHands;

    /// @param memory what the co-processor reaches: buffers that the AP has allocated in this process are
    /// reached by the display, too
    /// @param between does something between two steps of the firmware, before it returns
    public DisplayController(DisplayConfig config, Machine machine, IoSpace memory, Executor between) {
        IoSpace.View display = memory.through(config.dma().attach(machine));
        this.config = config;
        pipe = new DisplayPipe(
                new ScanOut(display::load), machine::nowNanos, config.monitor(), config.isRemote(), config.hazards());
        screen = new Screen(pipe, between);
        hazards = new IomfbHazards(config.iomfb().hazards());
        iomfbHands = new IomfbHands(hazards, between);
    }

    /// Returns what works behind the endpoints of the display's firmware, by their numbers.
    public Map<Integer, FirmwareEndpoint.Factory> endpoints() {
        return Map.of(
                SYSTEM,
                this::system,
                Iboot.ENDPOINT,
                this::iboot,
                PORT_CONTROLLER,
                this::portController,
                RemotePort.ENDPOINT,
                this::remotePorts,
                Iomfb.ENDPOINT,
                this::iomfb);
    }

    private FirmwareEndpoint system(int endpoint, Kernel kernel) {
        var services = List.<EpicService>of(
                new SystemService("system", kernel), new SystemService("powerlog-service", kernel));
        return EpicFirmware.display(endpoint, kernel, AfkSpec.DISPLAY, services);
    }

    private FirmwareEndpoint iboot(int endpoint, Kernel kernel) {
        var services = List.<EpicService>of(new IbootService(config, pipe, kernel));
        return EpicFirmware.display(endpoint, kernel, AfkSpec.DISPLAY, services);
    }

    // One of each for both ports, of which the second leads nowhere.
    private FirmwareEndpoint portController(int endpoint, Kernel kernel) {
        var controller = new PortController(pipe);
        var services = List.<EpicService>of(
                new StandardService(PortController.AV, 0, controller),
                new StandardService(PortController.DP, 0, controller),
                new StandardService(PortController.AV, 1, (_, _, _) -> false),
                new StandardService(PortController.DP, 1, (_, _, _) -> false));
        return EpicFirmware.display(endpoint, kernel, AfkSpec.DISPLAY, services);
    }

    // The second leads nowhere: there is one pipe.
    private FirmwareEndpoint remotePorts(int endpoint, Kernel kernel) {
        var services = List.<EpicService>of(
                new RemotePortService(pipe, kernel, 0),
                new StandardService(RemotePort.SERVICE, RemotePort.PROVIDER, 1, (_, _, _) -> false));
        return EpicFirmware.display(endpoint, kernel, AfkSpec.DISPLAY, services);
    }

    private FirmwareEndpoint iomfb(int endpoint, Kernel kernel) {
        hazards.refill();
        var firmware = new IomfbFirmware(kernel, pipe, config, hazards);
        iomfbHands.serve(firmware);
        return firmware;
    }

    /// Returns the hands on the operating system's way to it, for tests of hosts.
    public IomfbHands iomfbHands() {
        return iomfbHands;
    }

    /// Returns the screen.
    public Screen screen() {
        return screen;
    }

    /// Resets it with its co-processor.
    public void reset() {
        pipe.reset();
    }
}
