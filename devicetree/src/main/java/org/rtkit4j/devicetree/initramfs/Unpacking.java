package org.rtkit4j.devicetree.initramfs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.tukaani.xz.SingleXZInputStream;

/// One part of an image as a stream, and where the next part begins.
abstract class Unpacking implements AutoCloseable {
    private static final int XZ_MEMORY_KIB = 256 << 10;

    /// Returns what the part holds, unpacked.
    abstract InputStream stream();

    /// Returns the offset behind the part, once its stream is at its end.
    abstract int end();

    @Override
    public void close() throws IOException {
        stream().close();
    }

    static Unpacking of(byte[] image, int offset, Packing packing) throws IOException, ImageFormatException {
        return switch (packing) {
            case NONE -> plain(image, offset);
            case GZIP -> gzip(image, offset);
            case XZ -> xz(image, offset);
            case ZSTD -> new ZstdProgram(image, offset);
            case LZ4 -> Lz4.unpack(image, offset);
            case BZIP2, LZMA, LZO ->
                throw new ImageFormatException(offset, "packed with %s, which is not read here".formatted(packing));
        };
    }

    /// A stream over bytes that knows where it stands.
    static final class Bytes extends ByteArrayInputStream {
        Bytes(byte[] bytes, int offset, int end) {
            super(bytes, offset, end - offset);
        }

        int position() {
            return pos;
        }
    }

    private static Unpacking plain(byte[] image, int offset) {
        Bytes bytes = new Bytes(image, offset, image.length);
        return of(bytes, bytes);
    }

    private static Unpacking xz(byte[] image, int offset) throws IOException {
        Bytes bytes = new Bytes(image, offset, image.length);
        return of(new SingleXZInputStream(bytes, XZ_MEMORY_KIB), bytes);
    }

    private static Unpacking of(InputStream stream, Bytes bytes) {
        return new Unpacking() {
            @Override
            InputStream stream() {
                return stream;
            }

            @Override
            int end() {
                return bytes.position();
            }
        };
    }

    // The head is skipped by hand, since the JDK's stream does not say where a member ends.
    private static Unpacking gzip(byte[] image, int offset) throws ImageFormatException {
        int body = GzipHead.end(image, offset);
        Inflater inflater = new Inflater(true);
        InputStream stream = new InflaterInputStream(new Bytes(image, body, image.length), inflater) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        };
        return new Unpacking() {
            @Override
            InputStream stream() {
                return stream;
            }

            // Behind the body are a checksum and a size.
            @Override
            int end() {
                return Math.toIntExact(Math.min(image.length, body + inflater.getBytesRead() + 8));
            }
        };
    }
}
