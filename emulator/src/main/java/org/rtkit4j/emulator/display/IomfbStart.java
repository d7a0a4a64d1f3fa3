package org.rtkit4j.emulator.display;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.emulator.iomfb.Arguments;
import org.rtkit4j.emulator.iomfb.CallScript;
import org.rtkit4j.wire.iomfb.CallSignature;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.iomfb.RtBandwidth;
import org.rtkit4j.wire.layout.Field;

/// What the firmware asks of the AP while `start_signal` is carried out: services, registers, memory, and at last the
/// calls that only then make a display of it.
///
/// Both known hosts answer nothing before they have heard INIT_COMPLETE, and call `start_signal` next: so all of it
/// lies within that call. Sources: linux drivers/gpu/drm/apple/iomfb.c and iomfb_template.c, m1n1 fw/dcp/dcpep.py
/// and experiments/dcp.py. Which calls there are is known from there; *guess* `iomfb-start` at their order.
///
/// What it is given it uses: memory that was promised and cannot be reached ends as on hardware, in a data abort.
final class IomfbStart {
    /// `PROV`: the display's own node.
    private static final int PROVIDER = 0x50_52_4f_56;

    private static final long BUFFER_BYTES = 0x1_0000;
    private static final long MAPPED_BYTES = 0x4000;

    private final Kernel kernel;
    private final IomfbConfig config;
    private final IomfbVersion version;
    private long buffer;
    private boolean hasDoorbell;

    IomfbStart(Kernel kernel, IomfbConfig config) {
        this.kernel = kernel;
        this.config = config;
        version = config.version();
    }

    /// Returns whether the AP has given the word without which a t8103 crashes at a change of modes.
    boolean hasDoorbell() {
        return hasDoorbell;
    }

    /// Adds all of its calls to a script.
    ///
    /// @param width of the first picture
    /// @param height of it
    void addTo(CallScript script, int width, int height) {
        script.call(IomfbCallback.DID_BOOT_SIGNAL);
        services(script);
        registers(script);
        memory(script);
        script.call(IomfbCallback.MATCH_PMU_SERVICE_2)
                .call(IomfbCallback.MATCH_BACKLIGHT_SERVICE)
                .call(IomfbCallback.GET_CALENDAR_TIME_MS)
                .call(IomfbCallback.IS_DARK_BOOT)
                .call(
                        Arguments.to(IomfbCallback.START_HARDWARE_BOOT, version),
                        IomfbCallback.START_HARDWARE_BOOT,
                        output -> require(output[0] != 0, 151, "start_hardware_boot()"))
                .call(
                        Arguments.to(IomfbCallback.CREATE_DEFAULT_FB_SURFACE, version)
                                .with("width", width)
                                .with("height", height),
                        IomfbCallback.CREATE_DEFAULT_FB_SURFACE);
    }

    private void services(CallScript script) {
        script.call(IomfbCallback.CREATE_PROVIDER_SERVICE)
                .call(IomfbCallback.CREATE_PRODUCT_SERVICE)
                .call(IomfbCallback.CREATE_PMU_SERVICE)
                .call(IomfbCallback.CREATE_IOMFB_SERVICE)
                .call(IomfbCallback.CREATE_BACKLIGHT_SERVICE)
                .call(IomfbCallback.CREATE_NVRAM_SERVICE)
                .call(IomfbCallback.MATCH_PMU_SERVICE)
                .call(
                        Arguments.to(IomfbCallback.GET_FREQUENCY, version).with("object", PROVIDER),
                        IomfbCallback.GET_FREQUENCY);
    }

    // ---- Registers, by their index ----

    private void registers(CallScript script) {
        for (int index = 0; index < config.registers().size(); index++) {
            script.call(
                    Arguments.to(IomfbCallback.MAP_REG, version)
                            .with("object", PROVIDER)
                            .with("index", index),
                    IomfbCallback.MAP_REG,
                    this::onRegisters);
        }
        script.call(
                Arguments.to(IomfbCallback.RT_BANDWIDTH_SETUP, version),
                IomfbCallback.RT_BANDWIDTH_SETUP,
                this::onBandwidth);
    }

    private void onRegisters(byte[] output) {
        CallSignature signature = IomfbCallback.MAP_REG.signature(version);
        require(get(signature.returned(), output) == 0, 88, "map_device_memory_with_index() == 0");
        require(get(signature.out("length"), output) != 0, 89, "length != 0");
    }

    private void onBandwidth(byte[] output) {
        hasDoorbell = get(RtBandwidth.DOORBELL_KIND, output) == RtBandwidth.DOORBELL_T8103;
    }

    // ---- Memory: a buffer of the AP's, for the display too; a part of the first registers ----

    private void memory(CallScript script) {
        script.call(
                Arguments.to(IomfbCallback.ALLOCATE_BUFFER, version).with("size", BUFFER_BYTES),
                IomfbCallback.ALLOCATE_BUFFER,
                this::onBuffer);
        script.call(
                () -> Arguments.to(IomfbCallback.MAP_BUF, version).with("buffer", buffer),
                IomfbCallback.MAP_BUF,
                this::onMappedBuffer);
        if (!config.registers().isEmpty()) {
            script.call(
                    Arguments.to(IomfbCallback.MAP_PHYSICAL, version)
                            .with("paddr", config.registers().getFirst().start())
                            .with("size", MAPPED_BYTES),
                    IomfbCallback.MAP_PHYSICAL,
                    this::onMapped);
        }
    }

    private void onMappedBuffer(byte[] output) {
        require(get(IomfbCallback.MAP_BUF.signature(version).returned(), output) == 0, 119, "map_buf() == 0");
    }

    private void onBuffer(byte[] output) {
        CallSignature signature = IomfbCallback.ALLOCATE_BUFFER.signature(version);
        buffer = get(signature.returned(), output);
        long address = get(signature.out("dva"), output);
        require(buffer != 0, 104, "descriptor != 0");
        require(get(signature.out("dva_size"), output) >= BUFFER_BYTES, 105, "dva_size >= size");
        byte[] pattern = new byte[64];
        Arrays.fill(pattern, (byte) 0xa5);
        kernel.memory().store(address, pattern, 0, pattern.length);
        kernel.memory().store(address + BUFFER_BYTES - pattern.length, pattern, 0, pattern.length);
    }

    private void onMapped(byte[] output) {
        CallSignature signature = IomfbCallback.MAP_PHYSICAL.signature(version);
        require(get(signature.returned(), output) != 0, 131, "descriptor != 0");
        require(get(signature.out("dva_size"), output) >= MAPPED_BYTES, 132, "dva_size >= size");
    }

    private static long get(Field field, byte[] output) {
        return field.get(MemorySegment.ofArray(output), 0);
    }

    private void require(boolean holds, int line, String expression) {
        if (!holds) {
            kernel.crash(new CrashCause.FailedAssert("iomfb_start.cpp", line, expression));
        }
    }
}
