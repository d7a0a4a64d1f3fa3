package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.rtkit4j.devicetree.initramfs.ImageFormatException;
import org.rtkit4j.devicetree.initramfs.Initramfs;

/// Any bytes as an initramfs, packed or not: refused, or read without more files than it has room for.
///
/// What begins as zstd is passed over: a program of its own unpacks it.
class CpioFuzzTest {
    @FuzzTest
    void isRefusedOrRead(byte[] bytes) {
        for (int i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] == 0x28
                    && bytes[i + 1] == (byte) 0xb5
                    && bytes[i + 2] == 0x2f
                    && bytes[i + 3] == (byte) 0xfd) {
                return;
            }
        }
        try {
            Initramfs image = Initramfs.read(bytes);
            assertTrue(image.modules().size() <= image.files().size());
        } catch (ImageFormatException e) {
            assertTrue(e.offset() >= 0, e.getMessage());
        }
    }
}
