package org.rtkit4j.hardware.mapped;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// The size of a page of the running kernel, which tells where the maps of a UIO device begin.
final class PageSize {
    private static final long AT_PAGESZ = 6;
    private static final Path AUXILIARY_VECTOR = Path.of("/proc/self/auxv");

    private PageSize() {}

    /// Returns it in bytes, from what the kernel tells every program at its start. Source: linux auxvec.h.
    static long systemBytes() throws IOException {
        ByteBuffer entries =
                ByteBuffer.wrap(Files.readAllBytes(AUXILIARY_VECTOR)).order(ByteOrder.nativeOrder());
        while (entries.remaining() >= 2 * Long.BYTES) {
            long key = entries.getLong();
            long value = entries.getLong();
            if (key == AT_PAGESZ) {
                return value;
            }
        }
        throw new IOException("the kernel does not tell its page size: " + AUXILIARY_VECTOR);
    }
}
