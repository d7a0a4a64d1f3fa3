package org.rtkit4j.app.emulate;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;

/// The memory of the picture that a Mac's firmware leaves behind, in the size that its monitor likes best. It is black.
///
/// @param physAddr where its first pixel lies; 0 where nothing shows a picture
/// @param strideBytes from line to line
/// @param depth bits of a pixel that are colours
record BootFramebuffer(long physAddr, long strideBytes, int width, int height, int depth) {
    private static final BootFramebuffer NONE = new BootFramebuffer(0, 0, 0, 0, 0);
    private static final int DEPTH = 30;
    private static final int VIDEO = 0x28;

    /// Returns that of the first display that has a monitor.
    static BootFramebuffer of(List<Profile> profiles) {
        return profiles.stream()
                .map(Profile::display)
                .filter(Objects::nonNull)
                .map(display -> display.monitor())
                .filter(Objects::nonNull)
                .findFirst()
                .map(BootFramebuffer::before)
                .orElse(NONE);
    }

    private static BootFramebuffer before(Monitor monitor) {
        TimingMode best = monitor.timings().getFirst();
        long stride = (long) best.width() * PixelFormat.BYTES;
        return new BootFramebuffer(MacLayout.FRAMEBUFFER, stride, best.width(), best.height(), DEPTH);
    }

    /// Writes it into boot arguments: base, display, stride, width, height, depth, 64 bits each. Source: m1n1
    /// proxyclient `tgtypes.py`.
    void writeTo(ByteBuffer bootArguments) {
        bootArguments
                .position(VIDEO)
                .putLong(physAddr)
                .putLong(0)
                .putLong(strideBytes)
                .putLong(width)
                .putLong(height)
                .putLong(depth);
    }
}
