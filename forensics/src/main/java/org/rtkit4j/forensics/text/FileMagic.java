package org.rtkit4j.forensics.text;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

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

    /// Those that hold a report as people see it, and what they are called.
    private static final Map<String, String> SHOWN = Map.of(
            "89504e470d0a", "a picture (PNG)",
            "ffd8ff", "a picture (JPEG)",
            "474946383961", "a picture (GIF)");

    private FileMagic() {}

    /// Returns what a file is that shows a report and holds no text of it, `a picture (PNG)`; an empty text for others.
    static String shown(byte[] head) {
        return SHOWN.entrySet().stream()
                .filter(entry -> isPrefix(hex(entry.getKey()), head))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    static boolean begins(byte[] head) {
        return KNOWN.stream().anyMatch(magic -> isPrefix(magic, head));
    }

    private static boolean isPrefix(byte[] magic, byte[] head) {
        int at = 0;
        while (at < magic.length && at < head.length && head[at] == magic[at]) {
            at++;
        }
        return at == magic.length;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
