package org.rtkit4j.wire.iomfb;

import static org.rtkit4j.wire.iomfb.CallArgument.in;
import static org.rtkit4j.wire.iomfb.CallArgument.inOutPointer;
import static org.rtkit4j.wire.iomfb.CallArgument.inPointer;
import static org.rtkit4j.wire.iomfb.CallArgument.outPointer;
import static org.rtkit4j.wire.iomfb.CallSizes.BLOCK;
import static org.rtkit4j.wire.iomfb.CallSizes.BOOL;
import static org.rtkit4j.wire.iomfb.CallSizes.CLIENT;
import static org.rtkit4j.wire.iomfb.CallSizes.U32;
import static org.rtkit4j.wire.iomfb.CallSizes.U64;
import static org.rtkit4j.wire.iomfb.CallSizes.VOID;

import org.jspecify.annotations.Nullable;

/// What the AP calls of the display's firmware: name, number in each generation, arguments.
///
/// Sources: m1n1 fw/dcp/ipc.py; linux drivers/gpu/drm/apple/iomfb_v12_3.c, iomfb_v13_3.c for the numbers of those that
/// it calls. Names as there. Two of them read one call otherwise: `update_notify_clients` has 26 numbers in m1n1 and 14
/// in older Linux.
public enum IomfbMethod implements RemoteCall {
    LATE_INIT_SIGNAL(
            0,
            0,
            CallSignature.of("late_init_signal", BOOL),
            CallSignature.of("late_init_signal", BOOL, in("is_late", BOOL))),
    SETUP_VIDEO_LIMITS("setup_video_limits", 29, 29, VOID),
    UPDATE_NOTIFY_CLIENTS("update_notify_clients", 34, 34, VOID, in("clients", U32, 26)),
    IS_HILO("is_hilo", 35, 35, BOOL),
    APT_SUPPORTED("apt_supported", 36, 36, BOOL),
    GET_DFB_INFO(
            "get_dfb_info",
            37,
            37,
            U32,
            inOutPointer("count", U32),
            inOutPointer("addresses", 4 * U64),
            inOutPointer("format", U32)),
    GET_DFB_COMPRESSION_INFO("get_dfb_compression_info", 38, 38, U32, inOutPointer("info", U32)),

    TEST_CONTROL("test_control", 102, 102, U64, in("command", U64), in("argument", U32)),
    GET_CONFIG_FRAME_SIZE(
            "get_config_frame_size", 103, 103, VOID, inOutPointer("width", U32), inOutPointer("height", U32)),
    SET_CONFIG_FRAME_SIZE("set_config_frame_size", 104, 104, VOID, in("width", U32), in("height", U32)),
    PROGRAM_CONFIG_FRAME_SIZE("program_config_frame_size", 105, 105, VOID),
    INIT_CA_PMU("init_ca_pmu", 130, 130, BOOL),
    PMU_SERVICE_MATCHED("pmu_service_matched", 131, 131, BOOL),
    BACKLIGHT_SERVICE_MATCHED("backlight_service_matched", 132, 132, BOOL),

    APPLY_PROPERTY("apply_property", 352, 352, BOOL, in("property", U32), in("value", U32)),
    GET_SYSTEM_TYPE("get_system_type", 353, 353, U32),
    SET_CREATE_DFB("set_create_dfb", 357, 373, VOID),
    SET_TEMPERATURE_HINT("vi_set_temperature_hint", 358, 374, U32),

    START_SIGNAL("start_signal", 401, 401, U32),
    SWAP_START("swap_start", 407, 407, U32, inOutPointer("swap_id", U32), inOutPointer("client", CLIENT)),
    SWAP_SUBMIT(408, 408, SwapSubmit.SIGNATURE_12_3, SwapSubmit.SIGNATURE_13_5),
    SET_DISPLAY_DEVICE("set_display_device", 410, 410, U32, in("device", U32)),
    IS_MAIN_DISPLAY("is_main_display", 411, 411, BOOL),
    SET_DIGITAL_OUT_MODE("set_digital_out_mode", 412, 412, U32, in("color_mode", U32), in("timing_mode", U32)),
    GET_DIGITAL_OUT_STATE("get_digital_out_state", 413, 413, U32, inOutPointer("state", U32)),
    GET_DISPLAY_AREA("get_display_area", 414, 414, U32, inOutPointer("area", U64)),
    GET_GAMMA_TABLE("get_gamma_table", 419, 419, U32, inOutPointer("table", 0xc0c)),
    SET_MATRIX("set_matrix", 422, 422, U32, in("location", U32), inPointer("matrix", 9 * U64)),
    SET_CONTRAST("set_contrast", 423, 423, U32, inOutPointer("contrast", U32)),
    GET_COLOR_REMAP_MODE("get_color_remap_mode", 426, 426, U32, inOutPointer("mode", U32)),
    SET_BRIGHTNESS_CORRECTION("set_brightness_correction", 427, 427, U32, in("correction", U32)),
    SET_BLOCK(
            "set_block",
            435,
            437,
            U32,
            in("client", U64),
            in("argument_2", U32),
            in("argument_3", U32),
            in("argument_4", U64, 8),
            in("argument_5", U32),
            in("data", BLOCK),
            in("length", U64),
            in("argument_6", U32, 4)),
    GET_BLOCK(
            "get_block",
            436,
            438,
            U32,
            in("client", U64),
            in("argument_2", U32),
            in("argument_3", U32),
            in("argument_4", U64, 8),
            in("argument_5", U32),
            outPointer("data", BLOCK),
            in("length", U32)),
    SWAP_SET_COLOR_MATRIX(
            "swap_set_color_matrix",
            438,
            440,
            U32,
            inOutPointer("matrix", 15 * U64),
            in("function", U32),
            in("unknown", U32)),
    SET_PARAMETER("set_parameter", 439, 441, U32, in("parameter", U32), in("values", U64, 4), in("count", U32)),
    DISPLAY_WIDTH("display_width", 440, 442, U32),
    DISPLAY_HEIGHT("display_height", 441, 443, U32),
    GET_DISPLAY_SIZE("get_display_size", 442, 444, VOID, outPointer("width", U32), outPointer("height", U32)),
    CREATE_DEFAULT_FB("create_default_fb", 443, 445, U32),
    PRINT_REGS("print_regs", 444, 446, VOID),
    ENABLE_DISABLE_VIDEO_POWER_SAVINGS("enable_disable_video_power_savings", 447, 449, U32, in("setting", U32)),
    FIRST_CLIENT_OPEN("first_client_open", 454, 456, VOID),
    LAST_CLIENT_CLOSE("last_client_close", 455, 457, VOID, outPointer("unknown", U32)),
    WRITE_DEBUG_INFO("write_debug_info", 456, 458, BOOL, in("argument", U64)),
    FLUSH_DEBUG_FLAGS("flush_debug_flags", 457, 459, VOID, in("flags", U32)),
    IO_FENCE_NOTIFY(
            "io_fence_notify",
            458,
            460,
            BOOL,
            in("fence", U32),
            in("unknown", U32),
            in("value", U64),
            in("status", U32)),
    SET_DISPLAY_REFRESH_PROPERTIES("set_display_refresh_properties", 460, 463, BOOL),
    FLUSH_SUPPORTS_POWER("flush_supports_power", 463, 466, VOID, in("is_supported", BOOL)),
    ABORT_SWAPS("abort_swaps", 464, 467, U32, inOutPointer("client", CLIENT)),
    REMOVE_GAIN_MAPS("remove_gain_maps", CallEntry.NONE, 468, U32, inOutPointer("client", CLIENT)),
    UPDATE_DFB(
            467,
            470,
            CallSignature.of("update_dfb", U32, inPointer("surface", SurfaceRecord.V12_3.sizeBytes())),
            CallSignature.of("update_dfb", U32, inPointer("surface", SurfaceRecord.V13_5.sizeBytes()))),
    SET_POWER_STATE(
            "set_power_state", 468, 472, U32, in("state", U64), in("unknown_bool", BOOL), outPointer("unknown", U32)),
    IS_KEEP_ON_SCREEN("is_keep_on_screen", 469, 473, BOOL);

    private static final CallTable TABLE = new CallTable(values());

    @SuppressWarnings("ImmutableEnumChecker") // A record of immutable values.
    private final CallEntry entry;

    IomfbMethod(String label, int number12, int number13, int returnedBytes, CallArgument... arguments) {
        CallSignature signature = CallSignature.of(label, returnedBytes, arguments);
        entry = CallEntry.of('A', label, number12, number13, signature, signature);
    }

    IomfbMethod(int number12, int number13, CallSignature signature12, CallSignature signature13) {
        entry = CallEntry.of('A', signature12.name(), number12, number13, signature12, signature13);
    }

    /// Returns the method with a tag, or null where a generation has none.
    public static @Nullable IomfbMethod of(IomfbVersion version, int tag) {
        return (IomfbMethod) TABLE.find(version, CallPacket.method(tag));
    }

    @Override
    public CallEntry entry() {
        return entry;
    }
}
