package org.rtkit4j.forensics.macho;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Reads Mach-O files of Arm firmware: executables and preloads, alone or several in a universal file.
///
/// Nothing in the file is believed: counts and sizes are held against what is there, and the first contradiction ends
/// the reading with a [MachoException] that names its offset. Memory: a small multiple of the file.
///
/// Source: Apple `mach-o/loader.h`, `mach-o/nlist.h`, `mach-o/fat.h`.
public final class MachoReader {
    /// Larger files are refused. Firmware has a few MB.
    public static final int MOST_BYTES = 256 << 20;

    private static final int FAT = 0xcafe_babe;
    private static final int FAT_64 = 0xcafe_babf;
    private static final int MOST_ARCHITECTURES = 64;

    private MachoReader() {}

    /// Reads every image of a file that is for an Arm core.
    ///
    /// @return at least one
    /// @throws MachoException if the file is no Mach-O, contradicts itself, or holds nothing for an Arm core
    public static List<MachoImage> read(byte[] file) throws MachoException {
        if (file.length < 2 * Integer.BYTES || file.length > MOST_BYTES) {
            throw new MachoException(0, "no Mach-O file, by its size: size=" + file.length);
        }
        int magic = ByteBuffer.wrap(file).getInt(0);
        if (magic == FAT || magic == FAT_64) {
            return universal(file, magic == FAT_64);
        }
        return List.of(new ImageReader(new MachoBytes(file, 0, file.length)).read());
    }

    /// The table of a universal file is big-endian.
    private static List<MachoImage> universal(byte[] file, boolean wide) throws MachoException {
        var table = ByteBuffer.wrap(file).order(ByteOrder.BIG_ENDIAN);
        int count = table.getInt(4);
        int entry = wide ? 32 : 20;
        if (count <= 0 || count > MOST_ARCHITECTURES || 8 + count * entry > file.length) {
            throw new MachoException(4, "universal file with an impossible count: count=" + count);
        }
        long total = 0;
        List<MachoImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = 8 + i * entry;
            if (MachoCpu.isKnown(table.getInt(at))) {
                long offset = wide ? table.getLong(at + 8) : Integer.toUnsignedLong(table.getInt(at + 8));
                long size = wide ? table.getLong(at + 16) : Integer.toUnsignedLong(table.getInt(at + 12));
                if (offset < 0 || size < 0 || offset > file.length || size > file.length - offset) {
                    throw new MachoException(at, "universal file: an image reaches past the end");
                }
                total += size;
                if (total > file.length) {
                    throw new MachoException(at, "universal file: images overlap");
                }
                images.add(new ImageReader(new MachoBytes(file, (int) offset, (int) size)).read());
            }
        }
        if (images.isEmpty()) {
            throw new MachoException(4, "universal file without an image for an Arm core");
        }
        return List.copyOf(images);
    }
}
