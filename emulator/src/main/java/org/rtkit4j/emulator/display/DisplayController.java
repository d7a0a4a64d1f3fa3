package org.rtkit4j.emulator.display;

import java.util.Map;
import java.util.concurrent.Executor;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;

/// The display hardware of a co-processor: the pipe that its firmware runs, and the screen before it.
public final class DisplayController {
    private final DisplayPipe pipe;
    private final Screen screen;

    /// @param memory what the co-processor reaches: buffers that the AP has allocated in this process are reached
    /// by the
    /// display, too
    /// @param between does something between two steps of the firmware, before it returns
    public DisplayController(DisplayConfig config, Machine machine, IoSpace memory, Executor between) {
        IoSpace.View display = memory.through(config.dma().attach(machine));
        pipe = new DisplayPipe(new ScanOut(display::load), machine::nowNanos, config.monitor());
        screen = new Screen(pipe, between);
    }

    /// Returns what works behind the endpoints of the display's firmware, by their numbers.
    public Map<Integer, FirmwareEndpoint.Factory> endpoints() {
        return Map.of();
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
