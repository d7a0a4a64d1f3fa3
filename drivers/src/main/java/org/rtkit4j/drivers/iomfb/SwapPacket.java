package org.rtkit4j.drivers.iomfb;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.iomfb.CallPacket;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.iomfb.SurfaceRecord;
import org.rtkit4j.wire.iomfb.SwapRecord;
import org.rtkit4j.wire.iomfb.SwapSubmit;
import org.rtkit4j.wire.layout.Field;

/// The call that hands a picture over, filled in anew for each: one surface over the whole screen.
///
/// Nothing is allocated for a picture. Values as in linux drivers/gpu/drm/apple/iomfb_template.c and plane.c.
public final class SwapPacket {
    private static final int OPAQUE_BLACK = 0xff00_0000;
    private static final int ALL_SURFACES = 0x7;
    private static final byte IS_NULL = 1;
    private static final Field ADDRESS = Field.u64("address", 0, "linux iomfb.h");

    private final OutgoingCall call;
    private final SwapSubmit submit;
    private final MemorySegment memory;
    private final int swapAt;
    private final int surfaceAt;

    public SwapPacket(IomfbVersion version) {
        submit = SwapSubmit.of(version);
        call = OutgoingCall.of(IomfbMethod.SWAP_SUBMIT, version).withNull("surfaces");
        if (version != IomfbVersion.V12_3) {
            call.withNull("surfaces_2").withNull("unknown_in").withNull("unknown_out_2");
        }
        memory = call.memory();
        swapAt = CallPacket.HEAD_BYTES + submit.swapAt();
        surfaceAt = CallPacket.HEAD_BYTES + submit.surfaceAt(0);
        SurfaceRecord.TRANSFER.put(memory, surfaceAt, SurfaceRecord.SDR);
        SurfaceRecord.PIXEL_BYTES.put(memory, surfaceAt, PixelFormat.BYTES);
        SurfaceRecord.PIXEL_WIDTH.put(memory, surfaceAt, 1);
        SurfaceRecord.PIXEL_HEIGHT.put(memory, surfaceAt, 1);
        SurfaceRecord.HAS_COMPONENTS.put(memory, surfaceAt, 1);
        SurfaceRecord.HAS_PLANES.put(memory, surfaceAt, 1);
    }

    /// Fills in a picture.
    ///
    /// @param clears whether nothing is to stay of what was shown before: what the boot loader has left
    public void picture(
            PixelFormat format, long iova, int strideBytes, int width, int height, int colorSpace, boolean clears) {
        SurfaceRecord.FORMAT.put(memory, surfaceAt, format.fourCc());
        SurfaceRecord.COLOR_SPACE.put(memory, surfaceAt, colorSpace);
        SurfaceRecord.STRIDE.put(memory, surfaceAt, strideBytes);
        SurfaceRecord.WIDTH.put(memory, surfaceAt, width);
        SurfaceRecord.HEIGHT.put(memory, surfaceAt, height);
        SurfaceRecord.BYTES.put(memory, surfaceAt, (long) strideBytes * height);
        rect(SwapRecord.source(0), width, height);
        rect(SwapRecord.target(0), width, height);
        ADDRESS.put(memory, CallPacket.HEAD_BYTES + submit.addressAt(0), iova);
        surfaces(clears ? SwapRecord.BACKGROUND_BIT | ALL_SURFACES : 1, (byte) 0, 0);
    }

    /// Fills in a black screen.
    public void blank() {
        surfaces(SwapRecord.BACKGROUND_BIT | ALL_SURFACES, IS_NULL, 1);
    }

    private void rect(int at, int width, int height) {
        SwapRecord.Rect.WIDTH.put(memory, swapAt + at, width);
        SwapRecord.Rect.HEIGHT.put(memory, swapAt + at, height);
    }

    private void surfaces(int enabled, byte isNull, int clear) {
        SwapRecord.ENABLED.put(memory, swapAt, enabled);
        SwapRecord.COMPLETED.put(memory, swapAt, enabled);
        SwapRecord.BACKGROUND.put(memory, swapAt, OPAQUE_BLACK);
        memory.set(ValueLayout.JAVA_BYTE, CallPacket.HEAD_BYTES + submit.surfaceFlagAt(0), isNull);
        submit.clear().put(memory, CallPacket.HEAD_BYTES, clear);
    }

    /// Fills in the number that the firmware has given to the swap.
    public void number(int swap) {
        SwapRecord.ID.put(memory, swapAt, swap);
    }

    /// Returns the call, to be made.
    public OutgoingCall call() {
        return call;
    }
}
