package org.rtkit4j.drivers.display;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.rtkit4j.drivers.epic.EpicChannel;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicFault;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.Iboot;
import org.rtkit4j.wire.display.Iboot.Head;
import org.rtkit4j.wire.display.Iboot.Operation;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.epic.Epic;

/// The commands of the boot loader's way, one at a time; what comes back was checked. A swap costs no allocation.
///
/// Not for several threads.
final class IbootCommands {
    private static final int MOST_ANSWER = 0x4000;
    private static final int END_BYTES = 12;

    private final EpicChannel channel;
    private final DisplayOptions options;
    private final Consumer<DisplayFault> trouble;
    private final byte[] request;
    private final MemorySegment head;
    private final MemorySegment payload;
    private final byte[] answer = new byte[MOST_ANSWER];
    private final MemorySegment answered = MemorySegment.ofArray(answer);

    IbootCommands(EpicChannel channel, DisplayOptions options, Consumer<DisplayFault> trouble) {
        this.channel = channel;
        this.options = options;
        this.trouble = trouble;
        request = new byte[Head.REQUEST_BYTES + Iboot.SwapLayer.BYTES + Iboot.SwapLayer.GAP_BYTES];
        head = MemorySegment.ofArray(request);
        payload = head.asSlice(Head.REQUEST_BYTES);
    }

    // ---- The monitor ----

    /// Returns whether a monitor is there, and has modes: until it was asked for those, it has none.
    boolean isConnected() throws DisplayException, InterruptedException {
        int length = ask("hot plug", Operation.GET_HOT_PLUG, 0);
        requireSize("hot plug", length, Iboot.HotPlug.BYTES);
        return Iboot.HotPlug.CONNECTED.get(answered, Head.ANSWER_BYTES) != 0
                && Iboot.HotPlug.TIMINGS.get(answered, Head.ANSWER_BYTES) != 0
                && Iboot.HotPlug.COLORS.get(answered, Head.ANSWER_BYTES) != 0;
    }

    List<TimingMode> timings() throws DisplayException, InterruptedException {
        int count = list("timing modes", Operation.TIMING_MODES, Iboot.Timing.BYTES);
        var modes = new ArrayList<TimingMode>();
        for (int i = 0; i < count; i++) {
            long at = Head.ANSWER_BYTES + Integer.BYTES + (long) i * Iboot.Timing.BYTES;
            long width = Iboot.Timing.WIDTH.get(answered, at);
            long height = Iboot.Timing.HEIGHT.get(answered, at);
            long refresh = Iboot.Timing.REFRESH.get(answered, at);
            if (TimingMode.exists(width, height, refresh)) {
                modes.add(new TimingMode((int) width, (int) height, (int) refresh));
            } else if (Iboot.Timing.VALID.get(answered, at) != 0) {
                String why = "no such mode: width=%d, height=%d, refresh=0x%x".formatted(width, height, refresh);
                trouble.accept(new DisplayFault.Malformed("timing modes", why));
            }
        }
        return modes;
    }

    List<ColorMode> colors() throws DisplayException, InterruptedException {
        int count = list("color modes", Operation.COLOR_MODES, Iboot.Color.BYTES);
        var modes = new ArrayList<ColorMode>();
        for (int i = 0; i < count; i++) {
            long at = Head.ANSWER_BYTES + Integer.BYTES + (long) i * Iboot.Color.BYTES;
            if (Iboot.Color.VALID.get(answered, at) != 0) {
                modes.add(new ColorMode(
                        (int) Iboot.Color.COLORIMETRY.get(answered, at),
                        (int) Iboot.Color.EOTF.get(answered, at),
                        (int) Iboot.Color.ENCODING.get(answered, at),
                        (int) Iboot.Color.BITS.get(answered, at)));
            }
        }
        return modes;
    }

    private int list(String what, int operation, int entryBytes) throws DisplayException, InterruptedException {
        int length = ask(what, operation, 0);
        requireSize(what, length, Integer.BYTES);
        long count = Iboot.Timing.VALID.get(answered, Head.ANSWER_BYTES);
        int most = (length - Integer.BYTES) / entryBytes;
        if (count > most) {
            throw malformed(what, "count=%d, room for %d".formatted(count, most));
        }
        return (int) count;
    }

    // ---- Power and mode ----

    void power(boolean on) throws DisplayException, InterruptedException {
        // A word, of which one byte counts.
        Iboot.Timing.VALID.put(payload, 0, on ? 1 : 0);
        ask("power", Operation.SET_POWER, 1);
    }

    void set(TimingMode timing, ColorMode color) throws DisplayException, InterruptedException {
        clear(Iboot.Timing.BYTES + Iboot.Color.BYTES);
        Iboot.Timing.VALID.put(payload, 0, 1);
        Iboot.Timing.WIDTH.put(payload, 0, timing.width());
        Iboot.Timing.HEIGHT.put(payload, 0, timing.height());
        Iboot.Timing.REFRESH.put(payload, 0, timing.refresh());
        Iboot.Color.VALID.put(payload, Iboot.Timing.BYTES, 1);
        Iboot.Color.COLORIMETRY.put(payload, Iboot.Timing.BYTES, color.colorimetry());
        Iboot.Color.EOTF.put(payload, Iboot.Timing.BYTES, color.eotf());
        Iboot.Color.ENCODING.put(payload, Iboot.Timing.BYTES, color.encoding());
        Iboot.Color.BITS.put(payload, Iboot.Timing.BYTES, color.bitsPerPixel());
        ask("mode", Operation.SET_MODE, Iboot.Timing.BYTES + Iboot.Color.BYTES);
    }

    // ---- Pictures ----

    /// Shows a picture from the next frame on.
    void swap(Framebuffer picture) throws DisplayException, InterruptedException {
        requireSize("begin of a swap", ask("begin of a swap", Operation.SWAP_BEGIN, 0), Iboot.Swap.BYTES);
        int length = Iboot.SwapLayer.BYTES + (options.hasLayerGap() ? Iboot.SwapLayer.GAP_BYTES : 0);
        clear(length);
        layer(picture, Iboot.SwapLayer.LAYER);
        int source = length - Iboot.SwapLayer.BYTES + Iboot.SwapLayer.RECTANGLES;
        rectangle(source, picture.width(), picture.height());
        rectangle(source + Iboot.Rectangle.BYTES, picture.width(), picture.height());
        ask("layer of a swap", Operation.SWAP_SET_LAYER, length);
        clear(END_BYTES);
        ask("end of a swap", Operation.SWAP_END, END_BYTES);
    }

    private void layer(Framebuffer picture, long at) {
        Iboot.Layer.ADDRESS.put(payload, at, picture.iova());
        Iboot.Layer.STRIDE.put(payload, at, picture.strideBytes());
        Iboot.Layer.ADDRESS_FORMAT.put(payload, at, Iboot.Layer.PLANAR);
        Iboot.Layer.PLANE_COUNT.put(payload, at, 1);
        Iboot.Layer.WIDTH.put(payload, at, picture.width());
        Iboot.Layer.HEIGHT.put(payload, at, picture.height());
        Iboot.Layer.FORMAT.put(payload, at, picture.format().code());
        Iboot.Layer.COLOR_SPACE.put(payload, at, Iboot.Layer.NATIVE);
        Iboot.Layer.EOTF.put(payload, at, ColorMode.STANDARD_RANGE);
    }

    private void rectangle(long at, int width, int height) {
        Iboot.Rectangle.WIDTH.put(payload, at, width);
        Iboot.Rectangle.HEIGHT.put(payload, at, height);
    }

    // ---- Asking ----

    private void clear(int length) {
        for (int i = Head.REQUEST_BYTES; i < Head.REQUEST_BYTES + length; i++) {
            request[i] = 0;
        }
    }

    /// Returns how many bytes the payload of the answer has.
    private int ask(String what, int operation, int length) throws DisplayException, InterruptedException {
        int size = Head.REQUEST_BYTES + length;
        Head.OPERATION.put(head, 0, operation);
        Head.SIZE.put(head, 0, size);
        long timeout = operation == Operation.SET_MODE ? options.modeTimeoutNanos() : options.timeoutNanos();
        int said;
        try {
            said = channel.ask(what, Epic.Type.SERVICE, request, size, answer, timeout);
        } catch (EpicException e) {
            throw new DisplayException(fault(what, e.fault()), e);
        }
        if (said < Head.ANSWER_BYTES || Head.OPERATION.get(answered, 0) != operation) {
            throw malformed(what, "size=%d, operation=%d".formatted(said, Head.OPERATION.get(answered, 0)));
        }
        long whole = Head.SIZE.get(answered, 0);
        if (whole < Head.ANSWER_BYTES || whole > said) {
            throw malformed(what, "size=%d, says %d".formatted(said, whole));
        }
        return (int) whole - Head.ANSWER_BYTES;
    }

    private static void requireSize(String what, int length, int least) throws DisplayException {
        if (length < least) {
            throw malformed(what, "size=%d, not %d".formatted(length, least));
        }
    }

    private static DisplayException malformed(String what, String why) {
        return new DisplayException(new DisplayFault.Malformed(what, why));
    }

    /// Returns what a fault of the service is to the display.
    static DisplayFault fault(String what, EpicFault fault) {
        return switch (fault) {
            case EpicFault.Refused refused ->
                new DisplayFault.Refused(what, Integer.toUnsignedLong(refused.returnCode()));
            case EpicFault.TimedOut late -> new DisplayFault.TimedOut(late.what(), late.waitedNanos());
            case EpicFault.NoMemory none -> new DisplayFault.NoMemory(what, none.why());
            case EpicFault.Link link -> new DisplayFault.Link(what, link.fault());
            case EpicFault.Malformed odd -> new DisplayFault.Malformed(odd.what(), odd.why());
            case EpicFault.NoSlot _, EpicFault.Gone _, EpicFault.Absent _, EpicFault.Stray _, EpicFault.Ring _ ->
                new DisplayFault.Malformed(what, fault.message());
        };
    }
}
