package org.rtkit4j.app.emulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.emulator.profile.Profile;

/// What boot arguments say of the picture, by the offsets of m1n1's `tgtypes.py`.
class BootFramebufferTest {
    private static ByteBuffer bootArguments(Profile... profiles) {
        byte[] block = MacBootArgs.of(0x1000, "-v", BootFramebuffer.of(List.of(profiles)));
        return ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void itHasTheSizeThatTheFirstMonitorLikesBest() {
        Profile unplugged = Profile.named("dcp").with("display.monitor", "none");
        ByteBuffer block = bootArguments(
                Profile.named("smc"), unplugged, Profile.named("dcp").with("display.monitor", "full-hd"));
        assertEquals(0x8_0c00_0000L, block.getLong(0x28));
        assertEquals(0, block.getLong(0x30));
        assertEquals(7680, block.getLong(0x38));
        assertEquals(1920, block.getLong(0x40));
        assertEquals(1080, block.getLong(0x48));
        assertEquals(30, block.getLong(0x50));
        assertEquals(0x8_1100_0000L - 0x8_0000_0000L + MacLayout.VIRTUAL, block.getLong(0x60));
    }

    @Test
    void withoutAMonitorThereIsNone() {
        ByteBuffer block = bootArguments(Profile.named("smc"));
        for (int at = 0x28; at < 0x58; at += 8) {
            assertEquals(0, block.getLong(at), "at " + at);
        }
    }
}
