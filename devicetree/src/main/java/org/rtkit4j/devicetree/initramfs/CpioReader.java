package org.rtkit4j.devicetree.initramfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Reads the names in a cpio archive of the form that the kernel unpacks, `newc`, with or without checksums.
///
///     magic "070701" or "070702", then 13 numbers of 8 hexadecimal digits: inode, mode, user, group, links,
/// time,
///     size, device (2), special device (2), size of the name, checksum; the name, NUL and padding to 4; the
/// file and
///     padding to 4. The archive ends with a file called TRAILER!!!.
///
/// Source: linux Documentation/driver-api/early-userspace/buffer-format.rst.
final class CpioReader {
    private static final int HEADER = 110;
    private static final int MAX_NAME = 4096;
    private static final int MAX_ENTRIES = 1 << 20;
    private static final int SIZE = 6;
    private static final int NAME_SIZE = 11;
    private static final String TRAILER = "TRAILER!!!";

    private final InputStream in;
    private final long maxBytes;
    private long at;
    private int entries;

    /// Reads from a stream.
    ///
    /// @param in the archives
    /// @param maxBytes how much to read before giving up, whatever it says
    CpioReader(InputStream in, long maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /// Reads one archive and gives each name; leaves the stream behind the trailer.
    ///
    /// @return false where the stream ends before an archive begins
    boolean read(Consumer<String> names) throws IOException, ImageFormatException {
        byte[] header = new byte[HEADER];
        int first = skipZeroes();
        if (first < 0) {
            return false;
        }
        header[0] = (byte) first;
        require(header, 1);
        String name = entry(header);
        while (!name.equals(TRAILER)) {
            names.accept(name);
            require(header, 0);
            name = entry(header);
        }
        return true;
    }

    /// Returns how many bytes were read.
    long position() {
        return at;
    }

    private int skipZeroes() throws IOException, ImageFormatException {
        int next = in.read();
        while (next == 0) {
            count(1);
            next = in.read();
        }
        if (next >= 0) {
            count(1);
        }
        return next;
    }

    private String entry(byte[] header) throws IOException, ImageFormatException {
        long start = at - HEADER;
        String magic = new String(header, 0, 6, StandardCharsets.ISO_8859_1);
        if (!magic.equals("070701") && !magic.equals("070702")) {
            throw new ImageFormatException(start, "no cpio archive of the form newc");
        }
        long nameSize = number(header, NAME_SIZE, start);
        long size = number(header, SIZE, start);
        if (nameSize < 1 || nameSize > MAX_NAME || ++entries > MAX_ENTRIES) {
            throw new ImageFormatException(start, "a name or a number of files without measure: " + nameSize);
        }
        byte[] name = new byte[Math.toIntExact(nameSize)];
        require(name, 0);
        if (name[name.length - 1] != 0) {
            throw new ImageFormatException(start + HEADER, "a name without an end");
        }
        skip(padding(HEADER + nameSize));
        skip(size + padding(size));
        return new String(name, 0, name.length - 1, StandardCharsets.UTF_8);
    }

    private static long padding(long size) {
        return -size & 3;
    }

    private static long number(byte[] header, int field, long start) throws ImageFormatException {
        long number = 0;
        for (int i = 6 + (field * 8); i < 14 + (field * 8); i++) {
            int digit = Character.digit(header[i], 16);
            if (digit < 0) {
                throw new ImageFormatException(start + i, "no hexadecimal digit");
            }
            number = (number << 4) | digit;
        }
        return number;
    }

    private void require(byte[] bytes, int from) throws IOException, ImageFormatException {
        int read = in.readNBytes(bytes, from, bytes.length - from);
        count(read);
        if (read < bytes.length - from) {
            throw new ImageFormatException(at, "the archive ends within a file's head");
        }
    }

    private void skip(long bytes) throws IOException, ImageFormatException {
        if (bytes > maxBytes - at) {
            throw new ImageFormatException(at, "unpacks to more than an initramfs of its size does: limit=" + maxBytes);
        }
        long left = bytes;
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped <= 0) {
                if (in.read() < 0) {
                    throw new ImageFormatException(at + bytes - left, "the archive ends within a file");
                }
                skipped = 1;
            }
            left -= skipped;
        }
        count(bytes);
    }

    private void count(long bytes) throws ImageFormatException {
        at += bytes;
        if (at > maxBytes) {
            throw new ImageFormatException(at, "unpacks to more than an initramfs of its size does: limit=" + maxBytes);
        }
    }
}
