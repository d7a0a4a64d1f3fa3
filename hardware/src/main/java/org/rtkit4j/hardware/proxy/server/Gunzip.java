package org.rtkit4j.hardware.proxy.server;

import static org.rtkit4j.hardware.proxy.server.Calls.arg;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.rtkit4j.hardware.proxy.wire.Frame;

/// GZDEC: the Python client sends large blocks compressed.
final class Gunzip {
    /// Source: tinf, as m1n1 answers them.
    private static final long BAD_DATA = -3;

    private static final long NO_ROOM = -5;

    private Gunzip() {}

    /// Returns the length of what was decompressed, or a negative number.
    static long run(ProxyTarget target, GuardedMemory memory, Frame request) {
        long size = arg(request, 1);
        long room = arg(request, 3);
        if (size <= 0 || size > Calls.MOST_BYTES || room < 0) {
            return BAD_DATA;
        }
        var packed = new byte[(int) size];
        try {
            target.read(arg(request, 0), packed, 0, packed.length);
            return unpack(target, packed, arg(request, 2), Math.min(room, Calls.MOST_BYTES));
        } catch (TargetFaultException e) {
            memory.onUnguardedFault("decompression", e);
            return BAD_DATA;
        } catch (IOException _) {
            return BAD_DATA;
        }
    }

    private static long unpack(ProxyTarget target, byte[] packed, long to, long room)
            throws IOException, TargetFaultException {
        var piece = new byte[1 << 16];
        long done = 0;
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            for (int got = stream.read(piece); got >= 0; got = stream.read(piece)) {
                if (got > room - done) {
                    return NO_ROOM;
                }
                if (got > 0) {
                    target.write(to + done, piece, 0, got);
                }
                done += got;
            }
        }
        return done;
    }
}
