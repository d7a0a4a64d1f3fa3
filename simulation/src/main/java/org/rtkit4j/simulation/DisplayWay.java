package org.rtkit4j.simulation;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.DisplayListener;
import org.rtkit4j.drivers.display.DisplayOptions;
import org.rtkit4j.drivers.display.Framebuffer;
import org.rtkit4j.drivers.display.IbootDisplay;
import org.rtkit4j.drivers.display.IomfbDisplay;
import org.rtkit4j.drivers.display.IomfbOptions;
import org.rtkit4j.emulator.display.DisplayHazard;
import org.rtkit4j.emulator.display.IomfbHazard;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Region;

/// A display by one of the ways to it, with memory and registers that are watched.
final class DisplayWay {
    // Rings, eight buffers of commands, calls, what the firmware asks for, and pictures: those of a few tries that
    // failed, too.
    private static final int MOST_OPEN = 40;

    private final World world;
    private final @Nullable IomfbVersion version;
    private final DisplayListener listener;
    private final WatchedMemory watched;
    private final WatchedGate gate;
    private final DeviceMemory memory;
    private final MemoryBroker broker;
    private final List<Region> registers;
    private @Nullable Display display;

    DisplayWay(World world, @Nullable IomfbVersion version, DisplayListener listener) {
        this.world = world;
        this.version = version;
        this.listener = listener;
        watched = new WatchedMemory(world, world.injector.memory(), MOST_OPEN);
        gate = new WatchedGate(world);
        memory = new MappedOnce(world, world.parts.displayMemory(watched));
        registers = Objects.requireNonNull(world.profile.display()).iomfb().registers();
        broker = MemoryBroker.ofRegisters(memory, registers, world.parts.gate(gate));
    }

    Display display() {
        return Objects.requireNonNull(display);
    }

    /// Opens the display of a co-processor that runs.
    void open(Iop iop) throws DisplayException, InterruptedException {
        display = version == null
                ? IbootDisplay.open(iop, memory, DisplayOptions.DEFAULT.with(world.parts.clock(world.clock)))
                : IomfbDisplay.start(iop, broker, registers.size(), IomfbOptions.of(version));
        display.listen(listener);
    }

    /// The co-processor is about to be reset: the boot loader's display does not outlive its firmware.
    void beforeReset() {
        if (display instanceof IbootDisplay old) {
            old.close();
            display = null;
        }
    }

    /// The co-processor was brought back: opens the display again, and shows what was shown.
    ///
    /// @param shown null: nothing was
    void comeBack(Iop iop, @Nullable Framebuffer shown) throws DisplayException, InterruptedException {
        if (display instanceof IomfbDisplay iomfb) {
            iomfb.resume();
            return;
        }
        open(iop);
        TimingMode timing = shown == null ? null : timing(shown);
        if (shown != null && timing != null) {
            display().power(true);
            display().set(timing, ColorMode.PLAIN);
            display().awaitFlip(display().flip(shown));
        }
    }

    private @Nullable TimingMode timing(Framebuffer picture) throws DisplayException, InterruptedException {
        for (TimingMode each : display().timings()) {
            if (each.width() == picture.width() && each.height() == picture.height()) {
                return each;
            }
        }
        return null;
    }

    /// The next swap crashes the firmware.
    void crashInSwap() {
        if (version == null) {
            world.coprocessor.screen().inject(DisplayHazard.CRASH_IN_SWAP);
        } else {
            world.coprocessor.iomfbHands().inject(IomfbHazard.CRASH_IN_SWAP);
        }
    }

    void close() {
        display().close();
    }

    /// It is closed, and so are its pictures.
    void requireNothingOpen() {
        if (gate.openings() != 0) {
            throw world.failure("registers stay open after close: openings=" + gate.openings());
        }
        if (watched.open() != 0) {
            throw world.failure("a buffer leaks: open=" + watched.open());
        }
    }
}
