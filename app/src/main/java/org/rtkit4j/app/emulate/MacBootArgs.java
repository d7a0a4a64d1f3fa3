package org.rtkit4j.app.emulate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The boot arguments that a Mac's firmware hands to what it starts, of revision 2.
///
/// Source: m1n1 proxyclient `tgtypes.py` and `src/xnuboot.h`, which put the command line at different places; here it
/// is at 0x6c, as the public client reads it.
final class MacBootArgs {
    private static final int BYTES = 0x2e0;
    private static final int REVISION = 2;
    private static final int VERSION = 2;
    private static final int COMMAND_LINE = 0x6c;
    private static final int COMMAND_LINE_BYTES = 608;

    private MacBootArgs() {}

    /// Returns the block for a device tree of this size, and the picture that the firmware has left.
    static byte[] of(int deviceTreeBytes, String commandLine, BootFramebuffer framebuffer) {
        byte[] text = commandLine.getBytes(StandardCharsets.US_ASCII);
        if (text.length >= COMMAND_LINE_BYTES) {
            throw new IllegalArgumentException("command line is too long: length=" + text.length);
        }
        ByteBuffer block = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        block.putShort(0x00, (short) REVISION).putShort(0x02, (short) VERSION);
        block.putLong(0x08, MacLayout.VIRTUAL);
        block.putLong(0x10, MacLayout.RAM);
        block.putLong(0x18, MacLayout.RAM_BYTES);
        block.putLong(0x20, MacLayout.KERNEL_END);
        framebuffer.writeTo(block);
        block.putLong(0x60, MacLayout.DEVICE_TREE - MacLayout.RAM + MacLayout.VIRTUAL);
        block.putInt(0x68, deviceTreeBytes);
        block.put(COMMAND_LINE, text);
        block.putLong(0x2d8, MacLayout.RAM_BYTES);
        return block.array();
    }
}
