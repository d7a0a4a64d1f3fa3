package org.rtkit4j.forensics.text;

import java.util.HexFormat;
import java.util.List;

/// The bytes that files of binary formats begin with. Such a file may hold the words of a panic report, as a program
/// that reads or prints them does, and yet is none. From the magic file of `file(1)`.
final class FileMagic {
    private static final List<byte[]> KNOWN = List.of(
            hex("cafebabe"), // a Java class, a Mach-O file for several processors
            hex("feedface"), // Mach-O, of either width and order
            hex("feedfacf"),
            hex("cefaedfe"),
            hex("cffaedfe"),
            hex("7f454c46"), // ELF
            hex("0061736d"), // WebAssembly
            hex("6465780a"), // Dalvik
            hex("213c617263683e0a"), // a library of ar
            hex("504b0304"), // ZIP
            hex("1f8b08"), // gzip
            hex("fd377a585a00"), // XZ
            hex("28b52ffd"), // Zstandard
            hex("377abcaf271c"), // 7z
            hex("53514c69746520666f726d61742033"), // SQLite
            hex("0a0d0d0a"), // pcapng
            hex("255044462d"), // PDF
            hex("89504e470d0a"), // PNG
            hex("ffd8ff"), // JPEG
            hex("474946383961"), // GIF
            hex("62706c697374"), // a binary property list
            hex("464c5200")); // a flight recording

    private static final String OF_PICTURE =
            "copy the report's text out of it, as the text recognition of a phone or a Mac does, and explain that";
    private static final String OF_DOCUMENT =
            "open it, copy the report's text, and explain that, or what pdftotext makes of it";

    /// Those that hold a report as people see it.
    private static final List<Shown> SHOWN = List.of(
            new Shown(0, "89504e470d0a", "a picture (PNG)", OF_PICTURE),
            new Shown(0, "ffd8ff", "a picture (JPEG)", OF_PICTURE),
            new Shown(0, "474946383961", "a picture (GIF)", OF_PICTURE),
            new Shown(0, "474946383761", "a picture (GIF)", OF_PICTURE),
            new Shown(0, "49492a00", "a picture (TIFF)", OF_PICTURE),
            new Shown(0, "4d4d002a", "a picture (TIFF)", OF_PICTURE),
            new Shown(8, "57454250565038", "a picture (WebP)", OF_PICTURE),
            // What phones take photographs in.
            new Shown(4, "6674797068656963", "a picture (HEIC)", OF_PICTURE),
            new Shown(4, "667479706d696631", "a picture (HEIF)", OF_PICTURE),
            new Shown(4, "6674797061766966", "a picture (AVIF)", OF_PICTURE),
            new Shown(0, "255044462d", "a document (PDF)", OF_DOCUMENT));

    /// A format that shows a report to people.
    ///
    /// @param at where its bytes stand
    /// @param magic those, in hexadecimal digits
    /// @param name what it is called
    /// @param way how its text is got
    private record Shown(int at, String magic, String name, String way) {}

    private FileMagic() {}

    /// Returns what a file is that shows a report and holds no text of it, and what to do with it; an empty text for
    /// others.
    static String shown(byte[] head) {
        return SHOWN.stream()
                .filter(shown -> isAt(shown.at(), hex(shown.magic()), head))
                .map(shown -> shown.name() + ", not a text: " + shown.way())
                .findFirst()
                .orElse("");
    }

    static boolean begins(byte[] head) {
        return KNOWN.stream().anyMatch(magic -> isAt(0, magic, head))
                || !shown(head).isEmpty();
    }

    private static boolean isAt(int from, byte[] magic, byte[] head) {
        int at = 0;
        while (at < magic.length && from + at < head.length && head[from + at] == magic[at]) {
            at++;
        }
        return at == magic.length;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
