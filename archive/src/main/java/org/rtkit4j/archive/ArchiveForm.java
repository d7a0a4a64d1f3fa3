package org.rtkit4j.archive;

import java.nio.charset.StandardCharsets;

/// What a file may be packed in, told by its first bytes, never by its name.
enum ArchiveForm {
    GZIP("\037\213\b"),
    BZIP2("BZh"),
    XZ("\3757zXZ\0"),
    ZSTD("(\265/\375"),
    ZIP("PK\3\4"),
    TAR(""),
    /// No archive.
    NONE(""),

    EMPTY_ZIP("PK\5\6", "an archive without a file in it"),
    SEVEN_ZIP("7z\274\257'\034", packedAs("7z")),
    RAR("Rar!\032\007", packedAs("RAR")),
    LZ4("\004\"M\030", packedAs("LZ4")),
    LZIP("LZIP\001", packedAs("lzip")),
    COMPRESS("\037\235", packedAs("compress (.Z)")),
    APPLE_ARCHIVE("AA01", packedAs("an Apple archive")),
    PBZX("pbzx", packedAs("pbzx"));

    /// As many bytes tell every form.
    static final int HEAD_BYTES = 512;

    private static final int SUM_AT = 148;
    private static final int SUM_BYTES = 8;

    /// A character for each byte.
    private final String magic;
    private final String refusal;

    ArchiveForm(String magic) {
        this(magic, "");
    }

    ArchiveForm(String magic, String refusal) {
        this.magic = magic;
        this.refusal = refusal;
    }

    private static String packedAs(String what) {
        return "packed as " + what + ", which is not read: unpack it first";
    }

    /// Returns the form of a file that begins so.
    static ArchiveForm of(byte[] head) {
        for (ArchiveForm form : values()) {
            if (!form.magic.isEmpty() && startsWith(head, form.magic)) {
                return form;
            }
        }
        return head.length == HEAD_BYTES && head[0] != 0 && isTarHead(head) ? TAR : NONE;
    }

    /// Whether the sum that a tar's head has of itself, in octal and counted with blanks in its own place, is
    /// right. The oldest form has no other mark.
    private static boolean isTarHead(byte[] head) {
        int sum = SUM_BYTES * ' ';
        for (int i = 0; i < head.length; i++) {
            boolean isSum = i >= SUM_AT && i < SUM_AT + SUM_BYTES;
            sum += isSum ? 0 : head[i] & 0xff;
        }
        String digits = new String(head, SUM_AT, SUM_BYTES, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        return digits.matches("[0-7]{1,7}") && Integer.parseInt(digits, 8) == sum;
    }

    private static boolean startsWith(byte[] head, String magic) {
        int length = Math.min(head.length, magic.length());
        return new String(head, 0, length, StandardCharsets.ISO_8859_1).equals(magic);
    }

    /// Returns why a form that is known is not opened; empty where it is.
    String refusal() {
        return refusal;
    }
}
