package org.rtkit4j.drivers.input;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.rtkit4j.wire.dockchannel.Comm;

/// A file with firmware for a touch surface. Immutable.
public final class TouchFile {
    /// More than any that is known.
    public static final int MOST_BYTES = 1 << 20;

    private final byte[] data;
    private final int interfaceOffset;

    private TouchFile(byte[] data, int interfaceOffset) {
        this.data = data;
        this.interfaceOffset = interfaceOffset;
    }

    /// Reads a file.
    ///
    /// @throws IllegalArgumentException if it is none; the message is one line
    public static TouchFile read(byte[] file) {
        if (file.length < Comm.TouchFile.BYTES || file.length > MOST_BYTES) {
            throw new IllegalArgumentException("no firmware of a touch surface has this size: bytes=" + file.length);
        }
        MemorySegment header = MemorySegment.ofArray(file);
        long magic = Comm.TouchFile.MAGIC_NUMBER.get(header, 0);
        long version = Comm.TouchFile.VERSION_NUMBER.get(header, 0);
        if (magic != Comm.TouchFile.MAGIC || version != Comm.TouchFile.VERSION) {
            throw new IllegalArgumentException("not the firmware of a touch surface: offset=0, magic=0x%08x, version=%d"
                    .formatted(magic, version));
        }
        return body(file, header);
    }

    private static TouchFile body(byte[] file, MemorySegment header) {
        long start = Comm.TouchFile.HEADER_BYTES.get(header, 0);
        long size = Comm.TouchFile.DATA_BYTES.get(header, 0);
        long offset = Comm.TouchFile.INTERFACE_OFFSET.get(header, 0);
        if (start < Comm.TouchFile.BYTES || size == 0 || start + size > file.length || offset >= size) {
            throw new IllegalArgumentException(
                    "the firmware reaches beyond its file: offset=8, header=%d, data=%d, interface=%d, bytes=%d"
                            .formatted(start, size, offset, file.length));
        }
        return new TouchFile(Arrays.copyOfRange(file, (int) start, (int) (start + size)), (int) offset);
    }

    /// Returns what is loaded into the surface behind an interface.
    byte[] dataFor(int number) {
        byte[] copy = data.clone();
        if (interfaceOffset > 0) {
            copy[interfaceOffset] = (byte) number;
        }
        return copy;
    }
}
