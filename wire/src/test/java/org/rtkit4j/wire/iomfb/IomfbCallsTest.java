package org.rtkit4j.wire.iomfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Numbers, sizes and bytes by hand, from linux drivers/gpu/drm/apple and m1n1 fw/dcp.
class IomfbCallsTest {
    @Test
    void aTagIsStoredTheWrongWayRound() {
        MemorySegment packet = memory("37 30 34 41  18 00 00 00  18 00 00 00");
        assertEquals(CallPacket.tag('A', 407), CallPacket.TAG.get(packet, 0));
        assertEquals(24, CallPacket.INPUT_BYTES.get(packet, 0));
        assertEquals(24, CallPacket.OUTPUT_BYTES.get(packet, 0));
        assertEquals(407, CallPacket.method(CallPacket.tag('A', 407)));
        assertEquals(-1, CallPacket.callback(CallPacket.tag('A', 407)));
        assertEquals(3, CallPacket.callback(CallPacket.tag('D', 3)));
        assertEquals("D003", CallPacket.text(CallPacket.tag('D', 3)));
    }

    @Test
    void whatIsNoTagHasNoNumber() {
        assertEquals(-1, CallPacket.method(0x41_34_30_3a));
        assertEquals(-1, CallPacket.method(0x41_2f_30_30));
        assertEquals(-1, CallPacket.callback(0));
        assertEquals("D?1?", CallPacket.text(0x44_00_31_ff));
        assertNull(IomfbCallback.of(IomfbVersion.V12_3, -1));
        assertNull(IomfbCallback.of(IomfbVersion.V12_3, CallPacket.tag('D', 999)));
    }

    @Test
    void aNestedCallBeginsAtTheNextMultipleOf0x40() {
        assertEquals(0, CallPacket.next(0));
        assertEquals(0x40, CallPacket.next(1));
        assertEquals(0x40, CallPacket.next(0x40));
        assertEquals(0x80, CallPacket.next(0x41));
    }

    /// Both tables of Linux, and the sizes of its structures; 0 where it has none.
    @ParameterizedTest
    @CsvSource({
        "LATE_INIT_SIGNAL, 0, 0, 0, 4",
        "SETUP_VIDEO_LIMITS, 29, 29, 0, 0",
        "PMU_SERVICE_MATCHED, 131, 131, 0, 0",
        "BACKLIGHT_SERVICE_MATCHED, 132, 132, 0, 0",
        "SET_CREATE_DFB, 357, 373, 0, 0",
        "SET_TEMPERATURE_HINT, 358, 374, 0, 0",
        "START_SIGNAL, 401, 401, 0, 0",
        "SWAP_START, 407, 407, 24, 24",
        "SWAP_SUBMIT, 408, 408, 2916, 6276",
        "SET_DISPLAY_DEVICE, 410, 410, 4, 4",
        "IS_MAIN_DISPLAY, 411, 411, 0, 0",
        "SET_DIGITAL_OUT_MODE, 412, 412, 8, 8",
        "SET_MATRIX, 422, 422, 80, 80",
        "GET_COLOR_REMAP_MODE, 426, 426, 8, 8",
        "SET_PARAMETER, 439, 441, 40, 40",
        "CREATE_DEFAULT_FB, 443, 445, 0, 0",
        "ENABLE_DISABLE_VIDEO_POWER_SAVINGS, 447, 449, 4, 4",
        "FIRST_CLIENT_OPEN, 454, 456, 0, 0",
        "LAST_CLIENT_CLOSE, 455, 457, 4, 4",
        "SET_DISPLAY_REFRESH_PROPERTIES, 460, 463, 0, 0",
        "FLUSH_SUPPORTS_POWER, 463, 466, 4, 4",
        "ABORT_SWAPS, 464, 467, 20, 20",
        "SET_POWER_STATE, 468, 472, 12, 12"
    })
    void methodsHaveTheNumbersAndSizesOfLinux(
            IomfbMethod method, int number12, int number13, int bytes12, int bytes13) {
        assertEquals(CallPacket.tag('A', number12), method.tag(IomfbVersion.V12_3));
        assertEquals(CallPacket.tag('A', number13), method.tag(IomfbVersion.V13_5));
        assertEquals(bytes12, method.signature(IomfbVersion.V12_3).input().sizeBytes());
        assertEquals(bytes13, method.signature(IomfbVersion.V13_5).input().sizeBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "MAP_BUF, 201, 201, 12, 20, 12, 20",
        "READ_EDT_DATA, 120, 124, 100, 36, 100, 36",
        "PROPERTY_CHUNK, 123, 127, 4104, 4, 4104, 4",
        "GET_UINT_PROPERTY, 401, 401, 80, 12, 80, 12",
        "MAP_REG, 411, 411, 16, 20, 16, 28",
        "ALLOCATE_BUFFER, 451, 451, 20, 28, 20, 28",
        "MAP_PHYSICAL, 452, 452, 24, 20, 24, 20",
        "RELEASE_DESCRIPTOR, 456, 454, 4, 4, 4, 4",
        "HOT_PLUG, 576, 576, 8, 0, 84, 76",
        "SWAP_COMPLETE_INTENT, 591, 591, 20, 0, 20, 0"
    })
    void callbacksHaveTheNumbersAndSizesOfLinux(
            IomfbCallback callback, int number12, int number13, int in12, int out12, int in13, int out13) {
        assertEquals(CallPacket.tag('D', number12), callback.tag(IomfbVersion.V12_3));
        assertEquals(CallPacket.tag('D', number13), callback.tag(IomfbVersion.V13_5));
        assertEquals(in12, callback.signature(IomfbVersion.V12_3).input().sizeBytes());
        assertEquals(out12, callback.signature(IomfbVersion.V12_3).output().sizeBytes());
        assertEquals(in13, callback.signature(IomfbVersion.V13_5).input().sizeBytes());
        assertEquals(out13, callback.signature(IomfbVersion.V13_5).output().sizeBytes());
    }

    @Test
    void aNumberCanMeanOneCallInOneGenerationAndAnotherInTheNext() {
        int tag = CallPacket.tag('A', 438);
        assertEquals(IomfbMethod.SWAP_SET_COLOR_MATRIX, IomfbMethod.of(IomfbVersion.V12_3, tag));
        assertEquals(IomfbMethod.GET_BLOCK, IomfbMethod.of(IomfbVersion.V13_5, tag));
        assertThrows(IllegalArgumentException.class, () -> IomfbMethod.REMOVE_GAIN_MAPS.tag(IomfbVersion.V12_3));
    }

    @ParameterizedTest
    @EnumSource
    void everyTagIsOneCall(IomfbVersion version) {
        for (RemoteCall call : List.of(IomfbMethod.values())) {
            assertTrue(!call.isIn(version) || IomfbMethod.of(version, call.tag(version)) == call, call.label());
        }
        for (RemoteCall call : List.of(IomfbCallback.values())) {
            assertTrue(!call.isIn(version) || IomfbCallback.of(version, call.tag(version)) == call, call.label());
        }
    }

    /// No buffer of the firmware's: nulls behind the values. Source: linux iomfb.h, `dcp_map_buf_req`.
    @Test
    void flagsOfPointersStandBehindAllValues() {
        MemorySegment request = memory("05 00 00 00 00 00 00 00  01  00 01 00");
        CallSignature signature = IomfbCallback.MAP_BUF.signature(IomfbVersion.V12_3);
        assertEquals(5, signature.in("buffer").get(request, 0));
        assertEquals(1, signature.in("unknown").get(request, 0));
        assertEquals(0, signature.isNull("buffer").get(request, 0));
        assertEquals(1, signature.isNull("vaddr").get(request, 0));
        assertEquals(0, signature.isNull("dva").get(request, 0));
    }

    /// Size 0x10000 at 0x2_3081_0000, flags 1. Source: linux iomfb.h, `dcp_map_physical_req`.
    @Test
    void memoryIsAskedForByItsPhysicalAddress() {
        MemorySegment request = memory("00 00 81 30 02 00 00 00  00 00 01 00 00 00 00 00  01 00 00 00  00 00 00 00");
        CallSignature signature = IomfbCallback.MAP_PHYSICAL.signature(IomfbVersion.V13_5);
        assertEquals(0x2_3081_0000L, signature.in("paddr").get(request, 0));
        assertEquals(0x1_0000, signature.in("size").get(request, 0));
        assertEquals(1, signature.in("flags").get(request, 0));
    }

    /// Of object PROV the registers with index 2. Source: linux iomfb.h, `dcp_map_reg_req`.
    @Test
    void registersAreAskedForByTheirIndex() {
        MemorySegment request = memory("56 4f 52 50  02 00 00 00  00 00 00 00  00 00 00 00");
        CallSignature signature = IomfbCallback.MAP_REG.signature(IomfbVersion.V12_3);
        assertEquals(0x50_52_4f_56, signature.in("object").get(request, 0));
        assertEquals(2, signature.in("index").get(request, 0));
    }

    /// Offsets as sums of what stands before, in linux iomfb.h `dcp_swap` and `dcp_surface`.
    @Test
    void aSwapsRecordBeginsAlikeInBothGenerations() {
        assertEquals(8 * 8 + 2 * 8, SwapRecord.ID.offset());
        assertEquals(0x54, SwapRecord.SURFACE_IDS.offset());
        assertEquals(0x54 + 16, SwapRecord.SOURCES.offset());
        assertEquals(0x64 + 64 + 16 + 16, SwapRecord.TARGETS.offset());
        assertEquals(0xc4 + 64, SwapRecord.ENABLED.offset());
        assertEquals(0x2e4 + 8, SwapRecord.V12_3.backlight().offset());
        assertEquals(0x2e5 + 8, SwapRecord.V13_5.backlight().offset());
        assertEquals(SwapRecord.target(0) + 48, SwapRecord.target(3));
    }

    /// The first 57 bytes of the record that m1n1's experiments/dcp.py submits, 1920 by 1080.
    @Test
    void aSurfaceOfM1n1IsRead() {
        MemorySegment surface = memory("00 00 00  00 00 00 00  00 00 00 00  41 52 47 42  00 00 00 00  0d 01"
                + "00 1e 00 00  04 00  01 01  00 00 00 00  80 07 00 00  38 04 00 00  00 90 7e 00  00 00 00 00 00 00 00 00"
                + "03 00 00 00");
        assertEquals(0x42_47_52_41, SurfaceRecord.FORMAT.get(surface, 0));
        assertEquals(SurfaceRecord.SDR, SurfaceRecord.TRANSFER.get(surface, 0));
        assertEquals(7680, SurfaceRecord.STRIDE.get(surface, 0));
        assertEquals(4, SurfaceRecord.PIXEL_BYTES.get(surface, 0));
        assertEquals(1920, SurfaceRecord.WIDTH.get(surface, 0));
        assertEquals(1080, SurfaceRecord.HEIGHT.get(surface, 0));
        assertEquals(1920 * 1080 * 4, SurfaceRecord.BYTES.get(surface, 0));
        assertEquals(3, SurfaceRecord.ID.get(surface, 0));
    }

    /// Source: linux iomfb.h, `dcp_swap_submit_req`: swap, four surfaces, four addresses, 13 bytes, flags.
    @Test
    void whereASubmittedSwapHasItsParts() {
        SwapSubmit submit = SwapSubmit.of(IomfbVersion.V12_3);
        assertEquals(0, submit.swapAt());
        assertEquals(0x320 + 0x204, submit.surfaceAt(1));
        assertEquals(0x320 + 4 * 0x204 + 8, submit.addressAt(1));
        assertEquals(
                0x320 + 4 * 0x204 + 32 + 13, submit.signature().isNull("swap").offset());
        assertEquals(submit.signature().isNull("swap").offset() + 3, submit.surfaceFlagAt(2));
        assertEquals(12 + 2916 + 8, submit.signature().packetBytes());
        assertEquals(
                12 + 6276 + 12, SwapSubmit.of(IomfbVersion.V13_5).signature().packetBytes());
    }

    /// Source: linux iomfb.h, `dcp_rt_bandwidth`; the fourth word of its padding is none.
    @Test
    void bandwidthIsAskedForThroughTwoRegisters() {
        MemorySegment config = memory("00 00 00 00 00 00 00 00  14 80 73 3b 02 00 00 00  00 c0 bc 3b 02 00 00 00"
                + "00 00 00 00  02 00 00 00  00 00 00 00 00 00 00 00 00 00 00 00  04 00 00 00"
                + "00 00 00 00 00 00 00 00 00 00 00 00");
        assertEquals(RtBandwidth.BYTES, config.byteSize());
        assertEquals(0x2_3b73_8014L, RtBandwidth.SCRATCH.get(config, 0));
        assertEquals(0x2_3bbc_c000L, RtBandwidth.DOORBELL.get(config, 0));
        assertEquals(2, RtBandwidth.DOORBELL_BIT.get(config, 0));
        assertEquals(RtBandwidth.DOORBELL_T8103, RtBandwidth.DOORBELL_KIND.get(config, 0));
    }

    /// Source: m1n1 fw/dcp/dcpep.py.
    @Test
    void contextsHaveTheirAreas() {
        assertEquals(CallContext.OOBCB, CallContext.of(4));
        assertNull(CallContext.of(1));
        assertNull(CallContext.of(8));
        assertEquals(0x60000, CallContext.CB.iopArea());
        assertEquals(0x40000, CallContext.ASYNC.iopArea());
        assertEquals(0x48000, CallContext.OOBASYNC.iopArea());
        assertEquals(0x68000, CallContext.OOBCB.iopArea());
        assertEquals(0x8000, CallContext.OOBCMD.apArea());
        assertEquals(CallContext.CMD.apArea(), CallContext.CB.apArea());
        assertEquals(CallContext.NOWHERE, CallContext.CMD.iopArea());
    }

    private static MemorySegment memory(String hex) {
        return MemorySegment.ofArray(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
