package org.rtkit4j.wire.iomfb;

import static org.rtkit4j.wire.iomfb.CallArgument.in;
import static org.rtkit4j.wire.iomfb.CallArgument.inPointer;
import static org.rtkit4j.wire.iomfb.CallArgument.inPointers;
import static org.rtkit4j.wire.iomfb.CallArgument.outPointer;
import static org.rtkit4j.wire.iomfb.CallSizes.BOOL;
import static org.rtkit4j.wire.iomfb.CallSizes.U32;
import static org.rtkit4j.wire.iomfb.CallSizes.U64;

import org.rtkit4j.wire.layout.Field;

/// Where in the input of `swap_submit` things lie: the call that each picture takes.
///
/// Source: linux drivers/gpu/drm/apple/iomfb.h and iomfb_template.h, m1n1 fw/dcp/ipc.py.
public final class SwapSubmit {
    private static final String NAME = "swap_submit";

    static final CallSignature SIGNATURE_12_3 = CallSignature.of(
            NAME,
            U32,
            inPointer("swap", SwapRecord.V12_3.struct().sizeBytes()),
            inPointers("surfaces", SurfaceRecord.V12_3.sizeBytes(), SwapRecord.SURFACES),
            in("addresses", U64, SwapRecord.SURFACES),
            in("unknown_bool", BOOL),
            in("unknown_double", U64),
            in("clear", U32),
            outPointer("unknown_out", BOOL));

    static final CallSignature SIGNATURE_13_5 = CallSignature.of(
            NAME,
            U32,
            inPointer("swap", SwapRecord.V13_5.struct().sizeBytes()),
            inPointers("surfaces", SurfaceRecord.V13_5.sizeBytes(), SwapRecord.SURFACES),
            in("addresses", U64, SwapRecord.SURFACES),
            in("unknown_words", U64, SwapRecord.SURFACES),
            inPointers("surfaces_2", SurfaceRecord.V13_5.sizeBytes(), 5),
            in("addresses_2", U64, 5),
            in("unknown_bool", BOOL),
            in("unknown_double", U64),
            in("unknown_word", U64),
            in("unknown_bool_2", BOOL),
            in("clear", U32),
            outPointer("unknown_out", BOOL),
            inPointer("unknown_in", U32),
            outPointer("unknown_out_2", U32));

    private static final SwapSubmit V12_3 =
            new SwapSubmit(SIGNATURE_12_3, SwapRecord.V12_3, SurfaceRecord.V12_3.sizeBytes());
    private static final SwapSubmit V13_5 =
            new SwapSubmit(SIGNATURE_13_5, SwapRecord.V13_5, SurfaceRecord.V13_5.sizeBytes());

    private final CallSignature signature;
    private final SwapRecord record;
    private final int surfaceBytes;
    private final int swapAt;
    private final int surfacesAt;
    private final int addressesAt;
    private final int surfaceFlagsAt;
    private final Field clear;

    private SwapSubmit(CallSignature signature, SwapRecord record, int surfaceBytes) {
        this.signature = signature;
        this.record = record;
        this.surfaceBytes = surfaceBytes;
        swapAt = signature.in("swap").offset();
        surfacesAt = signature.in("surfaces").offset();
        addressesAt = signature.in("addresses").offset();
        surfaceFlagsAt = signature.isNull("surfaces").offset();
        clear = signature.in("clear");
    }

    /// Returns how the call lies in a generation.
    public static SwapSubmit of(IomfbVersion version) {
        return version == IomfbVersion.V12_3 ? V12_3 : V13_5;
    }

    public CallSignature signature() {
        return signature;
    }

    /// Returns what lies at [#swapAt].
    public SwapRecord record() {
        return record;
    }

    /// Returns where the swap's record begins.
    public int swapAt() {
        return swapAt;
    }

    /// Returns where the record of a surface begins, see [SurfaceRecord].
    public int surfaceAt(int surface) {
        return surfacesAt + surfaceBytes * surface;
    }

    /// Returns where the address of a surface's pixels lies, of 8 bytes, as the display sees it.
    public int addressAt(int surface) {
        return addressesAt + U64 * surface;
    }

    /// Returns where the byte lies that is 1 if there is no such surface.
    public int surfaceFlagAt(int surface) {
        return surfaceFlagsAt + surface;
    }

    /// Returns the field that is 1 where nothing is to stay of what was shown. Linux sets it with the background.
    public Field clear() {
        return clear;
    }
}
