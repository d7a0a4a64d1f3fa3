package org.rtkit4j.drivers.iomfb;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.epic.OsReader;
import org.rtkit4j.wire.iomfb.BandwidthRegisters;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.iomfb.ModeElement;
import org.rtkit4j.wire.iomfb.RtBandwidth;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Region;

/// What is done for the display's firmware when it calls.
///
/// Answers as in linux drivers/gpu/drm/apple/iomfb_template.c: yes to most, memory and registers from
/// [MemoryDescriptors], and the rest is told to [FirmwareEvents]. `start_hardware_boot` is answered later, once the
/// AP has made calls of its own inside it.
public final class Services implements HostCalls.Server {
    private static final int CHUNK_BYTES = 0x1000;
    private static final int FAILED = 1;

    private final IomfbVersion version;
    private final MemoryDescriptors memory;
    private final BandwidthRegisters bandwidth;
    private final long frequencyHertz;
    private final LongSupplier calendarMillis;
    private final FirmwareEvents events;
    private final BooleanSupplier boot;
    private final PropertyChunks chunks = new PropertyChunks();
    private final Field bandwidthConfig;
    private final Field swapId;

    /// @param frequencyHertz of the display's clock
    /// @param calendarMillis milliseconds since 1970
    /// @param boot begins what is called inside `start_hardware_boot`, and returns whether that is answered later
    public Services(
            IomfbVersion version,
            MemoryDescriptors memory,
            BandwidthRegisters bandwidth,
            long frequencyHertz,
            LongSupplier calendarMillis,
            FirmwareEvents events,
            BooleanSupplier boot) {
        this.version = version;
        this.memory = memory;
        this.bandwidth = bandwidth;
        this.frequencyHertz = frequencyHertz;
        this.calendarMillis = calendarMillis;
        this.events = events;
        this.boot = boot;
        bandwidthConfig = IomfbCallback.RT_BANDWIDTH_SETUP.signature(version).out("config");
        swapId = IomfbCallback.SWAP_COMPLETE.signature(version).in("swap_id");
    }

    @Override
    public void onTrouble(String what, String why) {
        events.onTrouble(what, why);
    }

    @Override
    public boolean onCall(IncomingCall call) {
        switch (call.callback()) {
            case SWAP_COMPLETE -> events.onSwap((int) call.in(swapId));
            case START_HARDWARE_BOOT -> {
                if (boot.getAsBoolean()) {
                    return false;
                }
                call.give(1);
            }
            case ABORT_SWAP -> events.onAborted((int) call.in("swap_id"));
            case HOT_PLUG -> events.onHotPlug(call.in("connected") != 0);
            case RT_BANDWIDTH_SETUP -> bandwidth(call);
            case ALLOCATE_BUFFER, MAP_PHYSICAL, MAP_REG, MAP_BUF, UNMAP_BUF, RELEASE_DESCRIPTOR -> memory(call);
            case PROPERTY_START, PROPERTY_CHUNK, PROPERTY_END -> property(call);
            case GET_CALENDAR_TIME_MS -> call.give(calendarMillis.getAsLong());
            case GET_FREQUENCY -> call.give(frequencyHertz);
            case READ_EDT_DATA -> call.echo("value");
            case ALLOCATE_BANDWIDTH -> {
                call.echo("unknown_1");
                call.echo("unknown_2");
                call.give(1);
            }
            default -> yes(call);
        }
        return true;
    }

    // What Linux answers with 1; everything else is answered with zeros.
    private static void yes(IncomingCall call) {
        switch (call.callback()) {
            case DID_BOOT_SIGNAL,
                    DID_POWER_ON_SIGNAL,
                    CREATE_PROVIDER_SERVICE,
                    CREATE_PRODUCT_SERVICE,
                    CREATE_PMU_SERVICE,
                    CREATE_IOMFB_SERVICE,
                    CREATE_NVRAM_SERVICE,
                    GET_TILING_STATE,
                    MATCH_PMU_SERVICE_2,
                    MATCH_BACKLIGHT_SERVICE,
                    SET_PROPERTY_DICT,
                    SET_PROPERTY_INT,
                    SET_PROPERTY_BOOL,
                    PROPERTY_DICT_0,
                    PROPERTY_DICT,
                    PROPERTY_INT,
                    PROPERTY_BOOL,
                    PROPERTY_STRING,
                    CREATE_DEFAULT_FB_SURFACE -> call.give(1);
            default -> {}
        }
    }

    private void bandwidth(IncomingCall call) {
        call.give(bandwidthConfig, RtBandwidth.SCRATCH, bandwidth.scratch());
        if (bandwidth.doorbell() != 0) {
            call.give(bandwidthConfig, RtBandwidth.DOORBELL, bandwidth.doorbell());
            call.give(bandwidthConfig, RtBandwidth.DOORBELL_BIT, bandwidth.doorbellBit());
            call.give(bandwidthConfig, RtBandwidth.DOORBELL_KIND, RtBandwidth.DOORBELL_T8103);
        }
    }

    // ---- Memory and registers ----

    private void memory(IncomingCall call) {
        try {
            switch (call.callback()) {
                case ALLOCATE_BUFFER -> give(call, memory.allocate(call.in("size")));
                case MAP_PHYSICAL -> give(call, memory.mapPhysical(call.in("paddr"), call.in("size")));
                case MAP_REG -> registers(call);
                case MAP_BUF ->
                    call.give("dva", memory.buffer(call.in("buffer")).iova());
                case UNMAP_BUF -> memory.buffer(call.in("buffer"));
                default -> {
                    memory.release(call.in("descriptor"));
                    call.give(1);
                }
            }
        } catch (MemoryRefusedException e) {
            events.onRefused(call.callback().label(), String.valueOf(e.getMessage()));
            refused(call);
        }
    }

    private void give(IncomingCall call, int id) {
        MemoryDescriptors.Given given = memory.find(id);
        if (given != null) {
            call.give("dva", given.iova());
            call.give("dva_size", given.sizeBytes());
            call.give(id);
        }
    }

    private void registers(IncomingCall call) throws MemoryRefusedException {
        Region region = memory.region(call.in("index"));
        if (version != IomfbVersion.V12_3) {
            call.give("dva", memory.openRegion(call.in("index")));
        }
        call.give("address", region.start());
        call.give("length", region.sizeBytes());
    }

    private static void refused(IncomingCall call) {
        if (call.callback() == IomfbCallback.MAP_REG || call.callback() == IomfbCallback.MAP_BUF) {
            call.give(FAILED);
        }
    }

    // ---- Properties that come in parts ----

    private void property(IncomingCall call) {
        boolean isDone = switch (call.callback()) {
            case PROPERTY_START -> chunks.begin(call.in("length"));
            case PROPERTY_CHUNK -> chunk(call);
            default -> end(call.text("key"));
        };
        call.give(isDone ? 1 : 0);
        if (!isDone) {
            events.onTrouble(call.callback().label(), "it does not fit what was told before");
        }
    }

    private boolean chunk(IncomingCall call) {
        long offset = call.in("offset");
        long length = call.in("length");
        byte[] room = chunks.room(offset, length, CHUNK_BYTES);
        if (room == null) {
            return false;
        }
        call.copy("data", room, (int) offset, (int) length);
        return true;
    }

    private boolean end(String key) {
        byte[] property = chunks.end();
        @Nullable
        Object value = property == null
                ? null
                : OsReader.read(property, 0, property.length).orElse(null);
        if (value == null) {
            return false;
        }
        switch (key) {
            case ModeElement.TIMINGS -> events.onTimings(ReportedModes.timings(value));
            case ModeElement.COLORS -> events.onColors(ReportedModes.colors(value));
            default -> {}
        }
        return true;
    }
}
