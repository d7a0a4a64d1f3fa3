package org.rtkit4j.archive;

import java.io.IOException;

/// How much one archive may unpack to, with all that is packed inside it: so many times its own size, beyond an
/// allowance that every archive has.
///
/// Real diagnoses unpack to 3 to 20 times their size. Deflate reaches 1032, other methods millions, by a file made for
/// that.
final class UnpackBudget {
    static final long ALLOWANCE_BYTES = 256L << 20;
    static final int FACTOR = 400;
    static final int MOST_MEMBERS = 1 << 20;

    private long packedBytes;
    private long unpackedBytes;
    private int members;

    /// The archive is made to fill disks, or time.
    static final class BombException extends IOException {
        private static final long serialVersionUID = 1L;

        BombException(String message) {
            super(message);
        }
    }

    /// So many bytes of the archive itself were read.
    void packed(long bytes) {
        packedBytes += bytes;
    }

    /// So many bytes came out of something in it.
    void unpacked(long bytes) throws BombException {
        unpackedBytes += bytes;
        if (unpackedBytes > ALLOWANCE_BYTES && unpackedBytes / FACTOR > packedBytes) {
            throw new BombException("unpacks to more than %d times its size: stopped after %d MiB"
                    .formatted(FACTOR, unpackedBytes >> 20));
        }
    }

    void member() throws BombException {
        members++;
        if (members > MOST_MEMBERS) {
            throw new BombException("holds more than %d files: the rest is not read".formatted(MOST_MEMBERS));
        }
    }
}
