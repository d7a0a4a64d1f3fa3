package org.rtkit4j.devicetree.initramfs;

import java.nio.charset.StandardCharsets;

/// How a part of an image is packed, told by its first bytes.
///
/// Source: linux lib/decompress.c, lib/decompress_unlz4.c.
public enum Packing {
    /// Not packed: the archive of tables or microcode that comes first, for example.
    NONE("cpio", "0707"),
    GZIP("gzip", "\u001f\u008b"),
    XZ("xz", "\u00fd7zXZ\0"),
    ZSTD("zstd", "(\u00b5/\u00fd"),

    /// The form that the kernel reads, which the lz4 program calls legacy.
    LZ4("lz4", "\u0002!L\u0018"),

    /// Known, and not read here.
    BZIP2("bzip2", "BZh"),

    /// Known, and not read here.
    LZMA("lzma", "]\0\0"),

    /// Known, and not read here.
    LZO("lzo", "\u0089LZO");

    private final String word;
    private final String magic;

    Packing(String word, String magic) {
        this.word = word;
        this.magic = magic;
    }

    static Packing at(byte[] image, int offset) throws ImageFormatException {
        String start = new String(image, offset, Math.min(8, image.length - offset), StandardCharsets.ISO_8859_1);
        for (Packing packing : values()) {
            if (start.startsWith(packing.magic)) {
                return packing;
            }
        }
        throw new ImageFormatException(offset, "neither a cpio archive nor packed in a way that the kernel knows");
    }

    @Override
    public String toString() {
        return word;
    }
}
