package org.rtkit4j.emulator.display;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.iomfb.SurfaceRecord;
import org.rtkit4j.wire.iomfb.SwapRecord;
import org.rtkit4j.wire.iomfb.SwapSubmit;
import org.rtkit4j.wire.layout.Field;

/// Swaps from their number to the frame in which they are seen.
///
/// A swap changes the surfaces that it is about; the others stay. What was handed over is seen from the next frame
/// on, and told then. Without a mode nothing is told until one is set: so Linux has seen it after a monitor was
/// pulled out.
final class SwapQueue {
    /// IOKit's return codes.
    static final long DONE = 0;

    static final long BAD_ARGUMENT = 0xe000_02c2L;
    static final long NOT_READY = 0xe000_02d8L;

    private static final int NONE = 0;
    private static final int LARGEST = 0x4000;
    private static final Field ADDRESS = Field.u64("address", 0, "linux iomfb.h");

    private final Kernel kernel;
    private final DisplayPipe pipe;
    private final SwapSubmit submit;
    private final IntConsumer told;
    private final @Nullable Layer[] layers = new Layer[SwapRecord.SURFACES];
    private final ArrayDeque<Integer> stuck = new ArrayDeque<>();
    private final ArrayDeque<Integer> handedOver = new ArrayDeque<>();
    private int background;
    private int last;
    private int started = NONE;

    /// @param told hears the number of each swap that is seen
    SwapQueue(Kernel kernel, DisplayPipe pipe, SwapSubmit submit, IntConsumer told) {
        this.kernel = kernel;
        this.pipe = pipe;
        this.submit = submit;
        this.told = told;
    }

    /// Begins a swap; returns its number.
    int start() {
        started = ++last;
        return started;
    }

    /// Takes what a swap is about; returns a code.
    long submit(byte[] input) {
        MemorySegment call = MemorySegment.ofArray(input);
        int number = (int) SwapRecord.ID.get(call, submit.swapAt());
        if (number != started || started == NONE) {
            return BAD_ARGUMENT;
        }
        if (!pipe.isOn()) {
            return NOT_READY;
        }
        long enabled = SwapRecord.ENABLED.get(call, submit.swapAt());
        for (int surface = 0; surface < layers.length; surface++) {
            if ((enabled >>> surface & 1) != 0 && !place(call, surface)) {
                return BAD_ARGUMENT;
            }
        }
        if ((enabled & Integer.toUnsignedLong(SwapRecord.BACKGROUND_BIT)) != 0) {
            background = (int) SwapRecord.BACKGROUND.get(call, submit.swapAt()) & 0xff_ffff;
        }
        started = NONE;
        handedOver.add(number);
        List<Layer> shown = shown();
        int under = background;
        kernel.after(Math.max(0, pipe.nextFrameNanos() - kernel.nowNanos()), () -> show(number, shown, under));
        return DONE;
    }

    // ---- Surfaces ----

    private boolean place(MemorySegment call, int surface) {
        if (call.get(ValueLayout.JAVA_BYTE, submit.surfaceFlagAt(surface)) != 0) {
            layers[surface] = null;
            return true;
        }
        int at = submit.surfaceAt(surface);
        PixelFormat format = PixelFormat.ofFourCc(SurfaceRecord.FORMAT.get(call, at));
        Layer.Rect source = rect(
                call,
                submit.swapAt() + SwapRecord.source(surface),
                SurfaceRecord.WIDTH.get(call, at),
                SurfaceRecord.HEIGHT.get(call, at));
        Layer.Rect target = rect(call, submit.swapAt() + SwapRecord.target(surface), LARGEST, LARGEST);
        long stride = SurfaceRecord.STRIDE.get(call, at);
        if (format == null || source == null || target == null || stride > Integer.MAX_VALUE) {
            return false;
        }
        long address = ADDRESS.get(call, submit.addressAt(surface)) + SurfaceRecord.OFFSET.get(call, at);
        layers[surface] = new Layer(address, (int) stride, format, source, target);
        return true;
    }

    private static Layer.@Nullable Rect rect(MemorySegment call, int at, long width, long height) {
        long x = SwapRecord.Rect.X.get(call, at);
        long y = SwapRecord.Rect.Y.get(call, at);
        long wide = SwapRecord.Rect.WIDTH.get(call, at);
        long high = SwapRecord.Rect.HEIGHT.get(call, at);
        boolean fits = width <= LARGEST && height <= LARGEST && Layer.Rect.fits(x, y, wide, high, width, height);
        return fits ? new Layer.Rect((int) x, (int) y, (int) wide, (int) high) : null;
    }

    // ---- Frames ----

    private List<Layer> shown() {
        var shown = new ArrayList<Layer>();
        for (Layer layer : layers) {
            if (layer != null) {
                shown.add(layer);
            }
        }
        return shown;
    }

    private void show(int number, List<Layer> shown, int under) {
        if (!handedOver.remove(number)) {
            return;
        }
        pipe.show(shown, under);
        if (pipe.timing() == null) {
            stuck.add(number);
        } else {
            told.accept(number);
        }
    }

    /// A mode was set: what was handed over before is told.
    void onMode() {
        while (!stuck.isEmpty()) {
            told.accept(stuck.remove());
        }
    }

    /// Forgets what was not seen yet; returns the numbers.
    List<Integer> abort() {
        var aborted = new ArrayList<>(handedOver);
        aborted.addAll(stuck);
        handedOver.clear();
        stuck.clear();
        started = NONE;
        return aborted;
    }
}
