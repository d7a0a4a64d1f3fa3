package org.rtkit4j.devicetree.initramfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Unpacks zstd by the program of that name, which whoever packed the image has.
///
/// No library for the JVM does it without native code or without `sun.misc.Unsafe`.
final class ZstdProgram extends Unpacking {
    private final Process process;
    private final Thread feeder;
    private final int end;

    ZstdProgram(byte[] image, int offset) throws IOException, ImageFormatException {
        end = ZstdFrames.end(image, offset);
        try {
            process = new ProcessBuilder("zstd", "-dcq")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException("this image is packed with zstd, and the program zstd is not here to unpack it", e);
        }
        feeder = Thread.ofVirtual().start(() -> feed(process.getOutputStream(), image, offset, end));
    }

    // A program that has gone away ends the stream that is read, where it is noticed.
    private static void feed(OutputStream to, byte[] image, int offset, int end) {
        try (to) {
            to.write(image, offset, end - offset);
        } catch (IOException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    InputStream stream() {
        return process.getInputStream();
    }

    @Override
    int end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        feeder.interrupt();
        super.close();
    }
}
