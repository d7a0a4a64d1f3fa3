package org.rtkit4j.wire.iomfb;

import static org.rtkit4j.wire.iomfb.CallArgument.in;
import static org.rtkit4j.wire.iomfb.CallArgument.inOut;
import static org.rtkit4j.wire.iomfb.CallArgument.inOutPointer;
import static org.rtkit4j.wire.iomfb.CallArgument.inPointer;
import static org.rtkit4j.wire.iomfb.CallArgument.outPointer;
import static org.rtkit4j.wire.iomfb.CallSizes.BLOCK;
import static org.rtkit4j.wire.iomfb.CallSizes.BOOL;
import static org.rtkit4j.wire.iomfb.CallSizes.KEY;
import static org.rtkit4j.wire.iomfb.CallSizes.U32;
import static org.rtkit4j.wire.iomfb.CallSizes.U64;
import static org.rtkit4j.wire.iomfb.CallSizes.VOID;

import org.jspecify.annotations.Nullable;

/// What the display's firmware calls of the AP: name, number in each generation, arguments.
///
/// Sources: m1n1 fw/dcp/ipc.py; linux drivers/gpu/drm/apple/iomfb_v12_3.c, iomfb_v13_3.c. Names as there. Where the two
/// disagree on what is inside `swap_complete` this is m1n1's, whose sizes fill up to whole words; both have the number
/// of the swap first.
public enum IomfbCallback implements RemoteCall {
    DID_BOOT_SIGNAL("did_boot_signal", 0, 0, BOOL),
    DID_POWER_ON_SIGNAL("did_power_on_signal", 1, 1, BOOL),
    WILL_POWER_OFF_SIGNAL("will_power_off_signal", 2, 2, VOID),
    RT_BANDWIDTH_SETUP("rt_bandwidth_setup", 3, 3, VOID, outPointer("config", RtBandwidth.BYTES)),
    SET_FRAME_SYNC_PROPS("set_frame_sync_props", 6, 6, VOID, inOutPointer("props", 28)),

    MATCH_PMU_SERVICE("match_pmu_service", 100, 100, VOID),
    GET_DEFAULT_STRIDE("get_display_default_stride", 101, 101, U32),
    SET_NUMBER_PROPERTY("set_number_property", 102, 102, VOID, in("key", KEY), in("value", U32)),
    TRIGGER_USER_CAL_LOADER("trigger_user_cal_loader", CallEntry.NONE, 103, VOID),
    SET_BOOLEAN_PROPERTY("set_boolean_property", 103, 104, VOID, in("key", KEY), in("value", BOOL)),
    REMOVE_PROPERTY("remove_property", 106, 107, VOID, in("key", KEY)),
    CREATE_PROVIDER_SERVICE("create_provider_service", 107, 108, BOOL),
    CREATE_PRODUCT_SERVICE("create_product_service", 108, 109, BOOL),
    CREATE_PMU_SERVICE("create_pmu_service", 109, 110, BOOL),
    CREATE_IOMFB_SERVICE("create_iomfb_service", 110, 111, BOOL),
    CREATE_BACKLIGHT_SERVICE("create_backlight_service", 111, 112, BOOL),
    CREATE_NVRAM_SERVICE("create_nvram_service", CallEntry.NONE, 113, BOOL),
    GET_TILING_STATE(
            "get_tiling_state",
            CallEntry.NONE,
            114,
            BOOL,
            in("event", U32),
            in("parameter", U32),
            inOutPointer("value", U32)),
    SET_TILING_STATE(
            "set_tiling_state",
            CallEntry.NONE,
            115,
            BOOL,
            in("event", U32),
            in("parameter", U32),
            inPointer("value", U32)),
    SET_IDLE_CACHING_STATE("set_idle_caching_state", 112, 116, VOID, in("state", U32), in("unknown", U32)),
    START_HARDWARE_BOOT("start_hardware_boot", 116, 120, BOOL),
    IS_DARK_BOOT("is_dark_boot", 117, 121, BOOL),
    IS_WAKING_FROM_HIBERNATE("is_waking_from_hibernate", 118, 122, BOOL),
    READ_EDT_DATA("read_edt_data", 120, 124, BOOL, in("key", KEY), in("count", U32), inOut("value", U32, 8)),
    PROPERTY_START("set_dcpav_prop_start", 122, 126, BOOL, in("length", U32)),
    PROPERTY_CHUNK("set_dcpav_prop_chunk", 123, 127, BOOL, in("data", BLOCK), in("offset", U32), in("length", U32)),
    PROPERTY_END("set_dcpav_prop_end", 124, 128, BOOL, in("key", KEY)),
    ALLOCATE_BANDWIDTH(
            "allocate_bandwidth",
            CallEntry.NONE,
            129,
            BOOL,
            inOutPointer("unknown_1", U64),
            inOutPointer("unknown_2", U64),
            in("unknown_3", U64)),

    MAP_BUF(
            "map_buf",
            201,
            201,
            U32,
            inPointer("buffer", U64),
            outPointer("vaddr", U64),
            outPointer("dva", U64),
            in("unknown", BOOL)),
    UNMAP_BUF(
            "unmap_buf",
            202,
            202,
            VOID,
            inPointer("buffer", U64),
            in("vaddr", U64),
            in("dva", U64),
            in("unknown", BOOL)),
    MATCH_PMU_SERVICE_2("match_pmu_service_2", 206, 206, BOOL),
    MATCH_BACKLIGHT_SERVICE("match_backlight_service", 207, 207, BOOL),
    GET_CALENDAR_TIME_MS("get_calendar_time_ms", 208, 209, U64),
    UPDATE_BACKLIGHT_FACTOR("update_backlight_factor_prop", 211, 208, VOID, in("factor", U32)),

    PUBLISH(
            300,
            300,
            CallSignature.of("pr_publish", VOID, in("property", U32), in("value", U32)),
            CallSignature.of(
                    "pr_publish",
                    VOID,
                    in("property", U32),
                    in("value", U32),
                    in("unknown_1", U32),
                    in("unknown_2", U32))),

    GET_PROPERTY(
            "sr_get_property",
            400,
            400,
            VOID,
            in("object", U32),
            in("key", KEY),
            outPointer("value", 0x200),
            inOutPointer("length", U32)),
    GET_UINT_PROPERTY(
            "sr_get_uint_prop", 401, 401, BOOL, in("object", U32), in("key", KEY), inOutPointer("value", U64)),
    SET_UINT_PROPERTY("sr_set_uint_prop", 404, 404, VOID, in("object", U32), in("key", KEY), in("value", U32)),
    SET_FX_PROPERTY("set_fx_prop", 406, 406, VOID, in("object", U32), in("key", KEY), in("value", U32)),
    GET_FREQUENCY("sr_get_clock_frequency", 408, 408, U64, in("object", U32), in("clock", U32)),
    MAP_REG(
            411,
            411,
            CallSignature.of(
                    "sr_map_device_memory_with_index",
                    U32,
                    in("object", U32),
                    in("index", U32),
                    in("flags", U32),
                    outPointer("address", U64),
                    outPointer("length", U64)),
            CallSignature.of(
                    "sr_map_device_memory_with_index",
                    U32,
                    in("object", U32),
                    in("index", U32),
                    in("flags", U32),
                    outPointer("dva", U64),
                    outPointer("address", U64),
                    outPointer("length", U64))),
    SET_PROPERTY_DICT(
            "sr_set_property_dict", 413, 413, BOOL, in("object", U32), in("key", KEY), inPointer("value", BLOCK)),
    SET_PROPERTY_INT("sr_set_property_int", 414, 414, BOOL, in("object", U32), in("key", KEY), inPointer("value", U64)),
    SET_PROPERTY_BOOL(
            "sr_set_property_bool", 415, 415, BOOL, in("object", U32), in("key", KEY), inPointer("value", U32)),

    ALLOCATE_BUFFER(
            "allocate_buffer",
            451,
            451,
            U32,
            in("flags", U32),
            in("size", U64),
            in("unknown", U32),
            outPointer("paddr", U64),
            outPointer("dva", U64),
            outPointer("dva_size", U64)),
    MAP_PHYSICAL(
            "map_physical",
            452,
            452,
            U32,
            in("paddr", U64),
            in("size", U64),
            in("flags", U32),
            outPointer("dva", U64),
            outPointer("dva_size", U64)),
    WITH_ADDRESS_RANGE(
            "with_address_range",
            453,
            453,
            U32,
            in("address", U64),
            in("size", U64),
            in("flags", U32),
            in("unknown", U64),
            outPointer("unknown_out", U32),
            outPointer("dva", U64)),
    /// On 13.5 this number is [#RELEASE_DESCRIPTOR]'s in Linux, and this in m1n1, which does not run that firmware.
    PREPARE("prepare", 454, CallEntry.NONE, U32, in("descriptor", U32), in("unknown", U32)),
    COMPLETE("complete", 455, 455, U32, in("descriptor", U32), in("unknown", U32)),
    RELEASE_DESCRIPTOR("release_mem_desc", 456, 454, BOOL, in("descriptor", U32)),

    PROPERTY_DICT_0("set_property_dict_0", 552, 552, BOOL, in("key", KEY), inPointer("value", BLOCK)),
    PROPERTY_DICT("set_property_dict", 561, 561, BOOL, in("key", KEY), inPointer("value", BLOCK)),
    PROPERTY_INT("set_property_int", 563, 563, BOOL, in("key", KEY), inPointer("value", U64)),
    PROPERTY_BOOL("set_property_bool", 565, 565, BOOL, in("key", KEY), inPointer("value", U32)),
    PROPERTY_STRING("set_property_str", 567, 567, BOOL, in("key", KEY), in("value", KEY)),
    POWER_UP_DART("power_up_dart", 574, 574, U32, in("unknown", BOOL)),
    GET_DOT_PITCH("get_dot_pitch", 575, 575, BOOL, outPointer("pitch", U32)),
    HOT_PLUG(
            576,
            576,
            CallSignature.of("hot_plug_notify", VOID, in("connected", U64)),
            CallSignature.of("hot_plug_notify", VOID, in("connected", U32), inOutPointer("unknown", 0x4c))),
    POWER_STATE_NOTIFY("powerstate_notify", 577, 577, VOID, in("unknown_1", BOOL), in("unknown_2", BOOL)),
    IDLE_FENCE_CREATE("idle_fence_create", 578, 578, BOOL, in("state", U32)),
    IDLE_FENCE_COMPLETE("idle_fence_complete", 579, 579, VOID),
    SWAP_COMPLETE_HEAD_OF_LINE(
            "swap_complete_head_of_line",
            581,
            581,
            VOID,
            in("swap_id", U32),
            in("unknown_1", BOOL),
            in("unknown_2", U32),
            in("unknown_3", BOOL)),
    CREATE_DEFAULT_FB_SURFACE("create_default_fb_surface", 582, 582, BOOL, in("width", U32), in("height", U32)),
    SERIALIZE_DEBUG_INFO(
            "serialize_debug_info", 583, 583, BOOL, in("argument", U64), inPointer("data", U64), in("length", U32)),
    CLEAR_DEFAULT_SURFACE("clear_default_surface", 584, 584, VOID),
    RESIZE_DEFAULT_FB_SURFACE("resize_default_fb_surface", 588, 588, VOID),
    SWAP_COMPLETE(589, 589, swapComplete(0x6c4), swapComplete(0x6d4)),
    SWAP_COMPLETE_INTENT(
            "swap_complete_intent",
            591,
            591,
            VOID,
            in("swap_id", U32),
            in("unknown_1", BOOL),
            in("unknown_2", U32),
            in("width", U32),
            in("height", U32)),
    ABORT_SWAP("abort_swap", 592, 592, VOID, in("swap_id", U32)),
    ENABLE_BACKLIGHT_MESSAGE("enable_backlight_message", 593, 593, VOID, in("is_enabled", BOOL)),
    SET_SYSTEM_CONSOLE_MODE("set_system_console_mode", 594, 594, VOID, in("mode", BOOL)),
    IS_DFB_ALLOCATED("is_dfb_allocated", 596, 596, BOOL),
    PRESERVE_CONTENTS("preserve_contents", 597, 597, BOOL),
    FIND_SWAP_FUNCTION("find_swap_function", 598, 598, VOID);

    private static final CallTable TABLE = new CallTable(values());

    @SuppressWarnings("ImmutableEnumChecker") // A record of immutable values.
    private final CallEntry entry;

    IomfbCallback(String label, int number12, int number13, int returnedBytes, CallArgument... arguments) {
        CallSignature signature = CallSignature.of(label, returnedBytes, arguments);
        entry = CallEntry.of('D', label, number12, number13, signature, signature);
    }

    IomfbCallback(int number12, int number13, CallSignature signature12, CallSignature signature13) {
        entry = CallEntry.of('D', signature12.name(), number12, number13, signature12, signature13);
    }

    private static CallSignature swapComplete(int infoBytes) {
        return CallSignature.of(
                "swap_complete",
                VOID,
                in("swap_id", U32),
                in("unknown_1", BOOL),
                inPointer("data", 0x12),
                in("info", infoBytes),
                in("unknown_2", U32));
    }

    /// Returns the callback with a tag, or null where a generation has none.
    public static @Nullable IomfbCallback of(IomfbVersion version, int tag) {
        return (IomfbCallback) TABLE.find(version, CallPacket.callback(tag));
    }

    @Override
    public CallEntry entry() {
        return entry;
    }
}
