package org.rtkit4j.emulator.display;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.Iboot;
import org.rtkit4j.wire.display.Iboot.Operation;
import org.rtkit4j.wire.display.TimingMode;

/// The service that boot loaders ask for a picture.
///
/// A swap replaces the layers that it sets and keeps the others (*guess*); what it sets is shown from the next
/// frame on.
final class IbootService implements EpicService {
    private static final int MOST_LAYERS = 4;
    private static final byte[] NOTHING = {};

    private final DisplayConfig config;
    private final DisplayPipe pipe;
    private final Kernel kernel;
    private final TreeMap<Integer, Layer> shown = new TreeMap<>();
    private final TreeMap<Integer, Layer> next = new TreeMap<>();
    private boolean isSwapping;
    private int swap;
    private long sinceNanos;

    IbootService(DisplayConfig config, DisplayPipe pipe, Kernel kernel) {
        this.config = config;
        this.pipe = pipe;
        this.kernel = kernel;
        sinceNanos = kernel.nowNanos();
    }

    @Override
    public String name() {
        return Iboot.SERVICE;
    }

    @Override
    public void onCommand(EpicRequest request) {
        byte[] bytes = request.bytes();
        if (bytes.length < Iboot.Head.REQUEST_BYTES) {
            request.answer(EpicRequest.BAD_ARGUMENT);
            return;
        }
        MemorySegment payload = MemorySegment.ofArray(bytes).asSlice(Iboot.Head.REQUEST_BYTES);
        switch ((int) Iboot.Head.OPERATION.get(MemorySegment.ofArray(bytes), 0)) {
            case Operation.SET_SURFACE -> setSurface(request, payload);
            case Operation.SET_POWER -> setPower(request, payload);
            case Operation.GET_HOT_PLUG -> done(request, hotPlug());
            case Operation.TIMING_MODES -> done(request, timings());
            case Operation.COLOR_MODES -> done(request, colors());
            case Operation.SET_MODE -> setMode(request, payload);
            case Operation.SWAP_BEGIN -> begin(request);
            case Operation.SWAP_SET_LAYER -> setLayer(request, payload);
            case Operation.SWAP_END -> end(request);
            default -> request.answer(EpicRequest.UNSUPPORTED);
        }
    }

    // ---- Answers ----

    private void done(EpicRequest request, byte[] payload) {
        if (pipe.takes(DisplayHazard.SHORT_ANSWER)) {
            request.answer(EpicRequest.SUCCESS, new byte[Iboot.Head.ANSWER_BYTES - 1]);
            return;
        }
        byte[] answer = new byte[Iboot.Head.ANSWER_BYTES + payload.length];
        MemorySegment head = MemorySegment.ofArray(answer);
        long operation = Iboot.Head.OPERATION.get(MemorySegment.ofArray(request.bytes()), 0);
        boolean isOther = pipe.takes(DisplayHazard.OTHER_ANSWER);
        Iboot.Head.OPERATION.put(head, 0, isOther ? operation + 1 : operation);
        Iboot.Head.SIZE.put(head, 0, answer.length);
        System.arraycopy(payload, 0, answer, Iboot.Head.ANSWER_BYTES, payload.length);
        request.answer(EpicRequest.SUCCESS, answer);
    }

    private void done(EpicRequest request) {
        done(request, NOTHING);
    }

    // ---- The monitor ----

    // It is looked for when the firmware comes up, and again when the display is switched on. Without power it is
    // found, too: m1n1's experiments/dcp_iboot.py waits for it first.
    private @Nullable Monitor found() {
        boolean isTime = kernel.nowNanos() - sinceNanos >= config.hotPlugDelay().toNanos();
        return isTime ? pipe.monitor() : null;
    }

    private byte[] hotPlug() {
        Monitor monitor = found();
        byte[] answer = new byte[Iboot.HotPlug.BYTES];
        if (monitor != null) {
            MemorySegment fields = MemorySegment.ofArray(answer);
            Iboot.HotPlug.CONNECTED.put(fields, 0, 1);
            Iboot.HotPlug.TIMINGS.put(fields, 0, monitor.timings().size());
            Iboot.HotPlug.COLORS.put(fields, 0, monitor.colors().size());
        }
        return answer;
    }

    private byte[] timings() {
        Monitor monitor = found();
        List<TimingMode> modes = monitor == null ? List.of() : monitor.timings();
        byte[] answer = new byte[Integer.BYTES + modes.size() * Iboot.Timing.BYTES];
        MemorySegment fields = MemorySegment.ofArray(answer);
        Iboot.Timing.VALID.put(fields, 0, modes.size() + (pipe.takes(DisplayHazard.LONG_LIST) ? 1000 : 0));
        boolean isEmpty = pipe.takes(DisplayHazard.EMPTY_MODES);
        for (int i = 0; i < modes.size(); i++) {
            long at = Integer.BYTES + (long) i * Iboot.Timing.BYTES;
            Iboot.Timing.VALID.put(fields, at, 1);
            Iboot.Timing.WIDTH.put(fields, at, isEmpty ? 0 : modes.get(i).width());
            Iboot.Timing.HEIGHT.put(fields, at, modes.get(i).height());
            Iboot.Timing.REFRESH.put(fields, at, modes.get(i).refresh());
        }
        return answer;
    }

    private byte[] colors() {
        Monitor monitor = found();
        List<ColorMode> modes = monitor == null ? List.of() : monitor.colors();
        byte[] answer = new byte[Integer.BYTES + modes.size() * Iboot.Color.BYTES];
        MemorySegment fields = MemorySegment.ofArray(answer);
        Iboot.Color.VALID.put(fields, 0, modes.size());
        for (int i = 0; i < modes.size(); i++) {
            long at = Integer.BYTES + (long) i * Iboot.Color.BYTES;
            Iboot.Color.VALID.put(fields, at, 1);
            Iboot.Color.COLORIMETRY.put(fields, at, modes.get(i).colorimetry());
            Iboot.Color.EOTF.put(fields, at, modes.get(i).eotf());
            Iboot.Color.ENCODING.put(fields, at, modes.get(i).encoding());
            Iboot.Color.BITS.put(fields, at, modes.get(i).bitsPerPixel());
        }
        return answer;
    }

    // ---- Power and mode ----

    private void setPower(EpicRequest request, MemorySegment payload) {
        if (payload.byteSize() == 0) {
            request.answer(EpicRequest.BAD_ARGUMENT);
            return;
        }
        // One byte of a word.
        boolean on = payload.get(ValueLayout.JAVA_BYTE, 0) != 0;
        if (on && !pipe.isOn()) {
            sinceNanos = kernel.nowNanos();
        }
        pipe.power(on);
        done(request);
    }

    private void setMode(EpicRequest request, MemorySegment payload) {
        if (payload.byteSize() < Iboot.Timing.BYTES + Iboot.Color.BYTES) {
            request.answer(EpicRequest.BAD_ARGUMENT);
            return;
        }
        long width = Iboot.Timing.WIDTH.get(payload, 0);
        long height = Iboot.Timing.HEIGHT.get(payload, 0);
        long refresh = Iboot.Timing.REFRESH.get(payload, 0);
        if (!TimingMode.exists(width, height, refresh) || pipe.takes(DisplayHazard.MODE_REFUSED)) {
            request.answer(EpicRequest.BAD_ARGUMENT);
            return;
        }
        var timing = new TimingMode((int) width, (int) height, (int) refresh);
        ColorMode color = color(payload.asSlice(Iboot.Timing.BYTES));
        kernel.after(config.modeDelay().toNanos(), () -> {
            boolean isSet = found() != null && pipe.mode(timing, color);
            if (isSet) {
                done(request);
            } else {
                request.answer(EpicRequest.BAD_ARGUMENT);
            }
        });
    }

    private static ColorMode color(MemorySegment fields) {
        return new ColorMode(
                (int) Iboot.Color.COLORIMETRY.get(fields, 0),
                (int) Iboot.Color.EOTF.get(fields, 0),
                (int) Iboot.Color.ENCODING.get(fields, 0),
                (int) Iboot.Color.BITS.get(fields, 0));
    }

    // ---- Pictures ----

    private void setSurface(EpicRequest request, MemorySegment payload) {
        Layer layer = LayerReader.whole(payload, 0);
        if (layer == null) {
            request.answer(EpicRequest.BAD_ARGUMENT);
            return;
        }
        next.clear();
        next.put(0, layer);
        showWithTheNextFrame();
        done(request);
    }

    private void begin(EpicRequest request) {
        isSwapping = true;
        next.clear();
        next.putAll(shown);
        byte[] answer = new byte[Iboot.Swap.BYTES];
        Iboot.Swap.ID.put(MemorySegment.ofArray(answer), 0, ++swap);
        done(request, answer);
    }

    private void setLayer(EpicRequest request, MemorySegment payload) {
        int size = Iboot.SwapLayer.BYTES + (config.hasLayerGap() ? Iboot.SwapLayer.GAP_BYTES : 0);
        long id = payload.byteSize() == size ? Iboot.SwapLayer.LAYER_ID.get(payload, 0) : MOST_LAYERS;
        Layer layer = id < MOST_LAYERS && isSwapping ? LayerReader.ofSwap(payload, config.hasLayerGap()) : null;
        if (layer == null) {
            request.answer(EpicRequest.BAD_ARGUMENT);
            return;
        }
        if (pipe.takes(DisplayHazard.CRASH_IN_SWAP)) {
            kernel.crash(new CrashCause.FailedAssert("swap.c", 812, "surface is pinned"));
            return;
        }
        next.put((int) id, layer);
        done(request);
    }

    private void end(EpicRequest request) {
        if (!isSwapping) {
            request.answer(EpicRequest.BAD_ARGUMENT);
            return;
        }
        isSwapping = false;
        if (pipe.takes(DisplayHazard.SWAP_WITHOUT_END)) {
            return;
        }
        showWithTheNextFrame();
        done(request);
    }

    private void showWithTheNextFrame() {
        shown.clear();
        shown.putAll(next);
        long atNanos = pipe.showNext(List.copyOf(shown.values()), 0);
        kernel.after(Math.max(0, atNanos - kernel.nowNanos()), pipe::latch);
    }
}
