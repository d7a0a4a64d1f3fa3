package org.rtkit4j.archive;

import java.io.IOException;

/// Bounds what stands between two files of a tar archive: the library keeps such heads whole, and a damaged one may say
/// that it is as long as a disk.
final class TarHeads implements MeasuredInput.ByteCounter {
    private static final int MOST_BYTES = 1 << 20;

    private boolean isInHead;
    private long bytes;

    void begin() {
        isInHead = true;
        bytes = 0;
    }

    void end() {
        isInHead = false;
    }

    @Override
    public void read(long more) throws IOException {
        bytes += more;
        if (isInHead && bytes > MOST_BYTES) {
            throw new IOException("damaged: a head of more than " + MOST_BYTES + " bytes");
        }
    }
}
