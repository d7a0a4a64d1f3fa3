package org.rtkit4j.emulator.display;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.afk.OsWriter;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.emulator.iomfb.Arguments;
import org.rtkit4j.emulator.iomfb.CallScript;
import org.rtkit4j.emulator.iomfb.FirmwareCalls;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.CallPacket;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.iomfb.ModeElement;
import org.rtkit4j.wire.iomfb.SwapSubmit;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.message.Iomfb;

/// The endpoint through which an operating system has a display: calls in shared memory, in both directions.
///
/// What the known hosts call does what its name says; other known calls are answered with zeros, unknown ones too, and
/// logged. Answers that are no zeros are those that m1n1's experiments/dcp.py insists on.
final class IomfbFirmware implements FirmwareEndpoint {
    private static final Bits SHARED = Iomfb.SET_SHARED_MEMORY.fields().getFirst();
    private static final int CHUNK_BYTES = 0x1000;
    private static final int INTERNAL_DEVICE = 2;
    private static final int NO_GAMMA_TABLE = 2;
    private static final String SOURCE_FILE = "iomfb_user.cpp";

    private final Kernel kernel;
    private final DisplayPipe pipe;
    private final DisplayConfig config;
    private final IomfbVersion version;
    private final IomfbHazards hazards;
    private final FirmwareCalls calls;
    private final IomfbStart start;
    private final SwapQueue swaps;
    private boolean isStarted;

    IomfbFirmware(Kernel kernel, DisplayPipe pipe, DisplayConfig config, IomfbHazards hazards) {
        this.kernel = kernel;
        this.pipe = pipe;
        this.config = config;
        this.hazards = hazards;
        version = config.iomfb().version();
        calls = new FirmwareCalls(kernel, this::onCall);
        start = new IomfbStart(kernel, config.iomfb());
        swaps = new SwapQueue(kernel, pipe, SwapSubmit.of(version), this::onShown);
    }

    @Override
    public void onMessage(long word) {
        if (Iomfb.SET_SHARED_MEMORY.matches(word)) {
            calls.share(SHARED.get(word));
            kernel.send(Iomfb.ENDPOINT, Iomfb.INIT_COMPLETE.word());
        } else if (Iomfb.CALL.matches(word) || Iomfb.RETURN.matches(word)) {
            calls.onMessage(word);
        }
    }

    // ---- What the AP calls ----

    private void onCall(int tag, byte[] input, FirmwareCalls.Reply reply) {
        IomfbMethod method = IomfbMethod.of(version, tag);
        if (method == null) {
            kernel.log(SOURCE_FILE, "no such call: " + CallPacket.text(tag));
            reply.give(new byte[0]);
            return;
        }
        // A host that gives less than it should leaves zeros.
        byte[] taken = Arrays.copyOf(
                input, Math.max(input.length, method.signature(version).input().sizeBytes()));
        serve(method, taken, hazards.takes(IomfbHazard.LOST_ANSWER) ? _ -> {} : reply::give);
    }

    /// What becomes of an answer.
    @FunctionalInterface
    private interface Giver {
        void give(byte[] output);
    }

    private void serve(IomfbMethod method, byte[] input, Giver reply) {
        switch (method) {
            case START_SIGNAL -> start(reply);
            case SET_POWER_STATE -> power(in(method, "state", input) != 0, reply);
            case SET_DIGITAL_OUT_MODE -> mode(in(method, "timing_mode", input), in(method, "color_mode", input), reply);
            case SWAP_START -> swapStart(input, reply);
            case SWAP_SUBMIT -> swapSubmit(input, reply);
            case ABORT_SWAPS -> abort(reply);
            case LATE_INIT_SIGNAL, SET_DISPLAY_REFRESH_PROPERTIES, PMU_SERVICE_MATCHED, BACKLIGHT_SERVICE_MATCHED ->
                returns(method, 1, reply);
            case IS_MAIN_DISPLAY -> returns(method, config.connector() == Connector.INTERNAL ? 1 : 0, reply);
            case SET_DISPLAY_DEVICE ->
                returns(method, config.connector() == Connector.INTERNAL ? INTERNAL_DEVICE : 0, reply);
            case GET_GAMMA_TABLE -> returns(method, NO_GAMMA_TABLE, reply);
            case DISPLAY_WIDTH -> returns(method, width(), reply);
            case DISPLAY_HEIGHT -> returns(method, height(), reply);
            case GET_DISPLAY_SIZE ->
                reply.give(Arguments.from(method, version)
                        .with("width", width())
                        .with("height", height())
                        .bytes());
            default -> reply.give(new byte[0]);
        }
    }

    private long in(IomfbMethod method, String name, byte[] input) {
        return method.signature(version).in(name).get(MemorySegment.ofArray(input), 0);
    }

    private void returns(IomfbMethod method, long value, Giver reply) {
        reply.give(Arguments.from(method, version).with("ret", value).bytes());
    }

    private int width() {
        TimingMode timing = timing();
        return timing == null ? 0 : timing.width();
    }

    private int height() {
        TimingMode timing = timing();
        return timing == null ? 0 : timing.height();
    }

    // Before a mode is set, the one that the monitor likes best.
    private @Nullable TimingMode timing() {
        Monitor monitor = pipe.monitor();
        return pipe.timing() != null || monitor == null
                ? pipe.timing()
                : monitor.timings().getFirst();
    }

    // ---- Start, power, mode ----

    private void start(Giver reply) {
        var script = new CallScript(calls, version);
        Monitor told = pipe.monitor();
        start.addTo(script, width(), height());
        addModes(script);
        script.then(() -> {
            isStarted = true;
            pipe.listen(this::onHotPlug);
            returns(IomfbMethod.START_SIGNAL, 0, reply);
            tellOfPlugsSince(told);
            onHazard();
        });
        script.run();
    }

    // What was plugged in or pulled out while it started.
    private void tellOfPlugsSince(@Nullable Monitor told) {
        Monitor monitor = pipe.monitor();
        if (!Objects.equals(told, monitor)) {
            onHotPlug(monitor != null);
        }
    }

    private void power(boolean on, Giver reply) {
        var script = new CallScript(calls, version);
        if (on) {
            script.call(IomfbCallback.POWER_UP_DART);
        }
        script.then(() -> {
            pipe.power(on);
            returns(IomfbMethod.SET_POWER_STATE, 0, reply);
        });
        script.run();
    }

    private void mode(long timingId, long colorId, Giver reply) {
        if (config.iomfb().needsDoorbell() && !start.hasDoorbell()) {
            kernel.crash(new CrashCause.FailedAssert("bandwidth.cpp", 212, "doorbell.kind == 4"));
            return;
        }
        kernel.after(config.modeDelay().toNanos(), () -> setMode(timingId, colorId, reply));
    }

    private void setMode(long timingId, long colorId, Giver reply) {
        Monitor monitor = pipe.monitor();
        var elements = monitor == null ? null : new ModeElements(monitor);
        TimingMode timing = elements == null ? null : elements.timing(timingId);
        ColorMode color = elements == null ? null : elements.color(colorId);
        if (timing == null || color == null || !pipe.mode(timing, color)) {
            returns(IomfbMethod.SET_DIGITAL_OUT_MODE, SwapQueue.BAD_ARGUMENT, reply);
            return;
        }
        swaps.onMode();
        Arguments property = Arguments.to(IomfbCallback.PROPERTY_INT, version)
                .with("key", ModeElement.CURRENT_TIMING)
                .with("value", timingId);
        new CallScript(calls, version)
                .call(property, IomfbCallback.PROPERTY_INT)
                .then(() -> returns(IomfbMethod.SET_DIGITAL_OUT_MODE, SwapQueue.DONE, reply))
                .run();
    }

    // ---- Swaps ----

    private void swapStart(byte[] input, Giver reply) {
        byte[] client = Arrays.copyOfRange(input, 4, 20);
        reply.give(Arguments.from(IomfbMethod.SWAP_START, version)
                .with("swap_id", swaps.start())
                .with("client", client)
                .bytes());
    }

    private void swapSubmit(byte[] input, Giver reply) {
        if (hazards.takes(IomfbHazard.CRASH_IN_SWAP)) {
            kernel.crash(new CrashCause.FailedAssert("swap.cpp", 640, "surface->isMapped()"));
        } else {
            returns(IomfbMethod.SWAP_SUBMIT, swaps.submit(input), reply);
        }
    }

    private void onShown(int swap) {
        if (hazards.takes(IomfbHazard.LOST_SWAP)) {
            return;
        }
        if (hazards.takes(IomfbHazard.OTHER_SWAP)) {
            tell(IomfbCallback.SWAP_COMPLETE, swap ^ 0x4000_0000);
        }
        tell(IomfbCallback.SWAP_COMPLETE, swap);
    }

    private void tell(IomfbCallback what, int swap) {
        byte[] input = Arguments.to(what, version)
                .with("swap_id", Integer.toUnsignedLong(swap))
                .bytes();
        calls.callLater(CallContext.ASYNC, what.tag(version), input, 0, _ -> {});
    }

    private void abort(Giver reply) {
        var script = new CallScript(calls, version);
        for (int swap : swaps.abort()) {
            script.call(
                    Arguments.to(IomfbCallback.ABORT_SWAP, version).with("swap_id", swap), IomfbCallback.ABORT_SWAP);
        }
        script.then(() -> returns(IomfbMethod.ABORT_SWAPS, 0, reply)).run();
    }

    // ---- Plugs ----

    private void onHotPlug(boolean isConnected) {
        var script = new CallScript(calls, version);
        addModes(script);
        Arguments input = Arguments.to(IomfbCallback.HOT_PLUG, version).with("connected", isConnected ? 1 : 0);
        script.call(input, IomfbCallback.HOT_PLUG);
        whenIdle(script);
    }

    // A script begins once no callback waits: the first of its calls is put off until then.
    private void whenIdle(CallScript script) {
        calls.whenIdle(CallContext.CB, script::run);
    }

    private void addModes(CallScript script) {
        Monitor monitor = pipe.monitor();
        if (monitor != null) {
            new ModeElements(monitor)
                    .properties()
                    .forEach((key, value) -> addProperty(script, key, OsWriter.bytes(value)));
        }
    }

    // The length counts one byte more than there are. Source: m1n1 fw/dcp/manager.py.
    private void addProperty(CallScript script, String key, byte[] value) {
        script.call(
                Arguments.to(IomfbCallback.PROPERTY_START, version).with("length", value.length + 1),
                IomfbCallback.PROPERTY_START);
        for (int at = 0; at < value.length; at += CHUNK_BYTES) {
            byte[] chunk = Arrays.copyOfRange(value, at, Math.min(value.length, at + CHUNK_BYTES));
            addChunk(script, chunk, at);
        }
        script.call(
                Arguments.to(IomfbCallback.PROPERTY_END, version).with("key", key.getBytes(StandardCharsets.US_ASCII)),
                IomfbCallback.PROPERTY_END);
    }

    private void addChunk(CallScript script, byte[] chunk, long offset) {
        script.call(
                Arguments.to(IomfbCallback.PROPERTY_CHUNK, version)
                        .with("data", chunk)
                        .with("offset", offset)
                        .with("length", chunk.length),
                IomfbCallback.PROPERTY_CHUNK);
    }

    // ---- From behind ----

    /// Makes a call for somebody who tests hosts, once nothing else waits.
    void call(IomfbCallback callback, Map<String, Long> arguments, CallResult result) {
        Arguments input = Arguments.to(callback, version);
        arguments.forEach(input::with);
        var signature = callback.signature(version);
        calls.callLater(
                CallContext.CB,
                callback.tag(version),
                input.bytes(),
                signature.output().sizeBytes(),
                output -> result.give(signature, output));
    }

    /// Does what needs no occasion.
    void onHazard() {
        if (!isStarted) {
            return;
        }
        if (hazards.takes(IomfbHazard.STRAY_ANSWER)) {
            kernel.send(Iomfb.ENDPOINT, Iomfb.CONTEXT.put(Iomfb.RETURN.word(), CallContext.CMD.code()));
        }
        if (hazards.takes(IomfbHazard.CALL_BEYOND_AREA)) {
            calls.whenIdle(CallContext.ASYNC, () -> calls.beyond(CallContext.ASYNC, 0x7ff0, 0x20));
        }
        if (hazards.takes(IomfbHazard.INPUT_BEYOND_PACKET)) {
            int tag = IomfbCallback.SWAP_COMPLETE.tag(version);
            calls.whenIdle(CallContext.ASYNC, () -> calls.lie(CallContext.ASYNC, tag));
        }
        if (hazards.takes(IomfbHazard.UNKNOWN_CALL)) {
            calls.callLater(CallContext.ASYNC, CallPacket.tag('D', 999), new byte[8], 4, _ -> {});
        }
        hazardsOfProperties();
    }

    private void hazardsOfProperties() {
        var script = new CallScript(calls, version);
        if (hazards.takes(IomfbHazard.CHUNK_BEYOND_END)) {
            script.call(
                    Arguments.to(IomfbCallback.PROPERTY_START, version).with("length", 64),
                    IomfbCallback.PROPERTY_START);
            script.call(
                    Arguments.to(IomfbCallback.PROPERTY_CHUNK, version)
                            .with("offset", 0xffff_ffc0L)
                            .with("length", 0x80),
                    IomfbCallback.PROPERTY_CHUNK);
            script.call(
                    Arguments.to(IomfbCallback.PROPERTY_END, version).with("key", ModeElement.TIMINGS),
                    IomfbCallback.PROPERTY_END);
        }
        if (hazards.takes(IomfbHazard.BROKEN_PROPERTY)) {
            addProperty(script, ModeElement.TIMINGS, new byte[] {(byte) 0xd3, 0, 0, 0, 3, 0, 0, (byte) 0x82, 1, 2, 3});
        }
        whenIdle(script);
    }
}
